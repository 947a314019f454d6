// DataRequestService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/data_request_service.h"
#include "app/kiosk/service/store_client.h"

namespace warmheart {

class LocalDataRequestService final : public DataRequestService {
 public:
  explicit LocalDataRequestService(StoreClient& store) : m_store(store) {}

  void ask(const Uuid& id, const Uuid& application, RiderAsk ask, RequestProof proof,
           Callback<Result<RequestHere>> then) override;
  void correct(const Uuid& id, const Uuid& application, Correction correction, RequestProof proof,
               Callback<Result<void>> then) override;
  void asked(const Uuid& application, Callback<Result<std::vector<RequestHere>>> then) override;

 private:
  StoreClient& m_store;
};

}  // namespace warmheart
