// DataRequestService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/data_request_service.h"
#include "app/kiosk/service/store_desk.h"

namespace warmheart {

class DataRequestDesk final : public DataRequestService {
 public:
  explicit DataRequestDesk(StoreDesk& desk) : m_desk(desk) {}

  void ask(const Uuid& id, const Uuid& application, RiderAsk ask, Callback<Result<DataRequestView>> then) override;
  void correct(const Uuid& id, const Uuid& application, Correction correction, Callback<Result<void>> then) override;
  void asked(const Uuid& application, Callback<Result<std::vector<DataRequestView>>> then) override;

 private:
  StoreDesk& m_desk;
};

}  // namespace warmheart
