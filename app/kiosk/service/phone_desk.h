// PhoneService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/phone_service.h"
#include "app/kiosk/service/store_desk.h"

namespace warmheart {

class PhoneDesk final : public PhoneService {
 public:
  // Where phones reach the centre.
  PhoneDesk(StoreDesk& desk, std::string host, std::uint16_t port) : m_desk(desk), m_host(std::move(host)), m_port(port) {}

  void open(Callback<Result<HandoffView>> then) override;
  void progress(const Uuid& id, Callback<Result<HandoffProgressView>> then) override;
  std::string card_page() const override;

 private:
  StoreDesk& m_desk;
  const std::string m_host;
  const std::uint16_t m_port;
};

}  // namespace warmheart
