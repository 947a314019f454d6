// RequestService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/request_service.h"
#include "app/kiosk/service/store_desk.h"

namespace warmheart {

class RequestDesk final : public RequestService {
 public:
  explicit RequestDesk(StoreDesk& desk) : m_desk(desk) {}

  void ask(const Uuid& id, const Uuid& application, RiderAsk ask, Then<Result<AskedView>> then) override;
  void correct(const Uuid& id, const Uuid& application, Correction correction, Then<Result<void>> then) override;
  void asked(const Uuid& application, Then<Result<std::vector<AskedView>>> then) override;

 private:
  StoreDesk& m_desk;
};

}  // namespace warmheart
