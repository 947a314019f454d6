// RequestService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/request_service.h"
#include "app/kiosk/service/store_desk.h"

namespace warmheart {

class RequestDesk final : public RequestService {
 public:
  explicit RequestDesk(StoreDesk& desk) : m_desk(desk) {}

  void ask(const Uuid& id, const Uuid& application, RiderAsk ask, Callback<Result<AskedView>> then) override;
  void correct(const Uuid& id, const Uuid& application, Correction correction, Callback<Result<void>> then) override;
  void asked(const Uuid& application, Callback<Result<std::vector<AskedView>>> then) override;

 private:
  StoreDesk& m_desk;
};

}  // namespace warmheart
