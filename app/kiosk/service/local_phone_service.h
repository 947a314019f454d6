// PhoneService over the store thread. GUI thread.
#pragma once

#include <functional>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/phone_service.h"
#include "app/kiosk/service/store_client.h"

namespace warmheart {

class LocalPhoneService final : public PhoneService {
 public:
  // Where phones reach the centre; the host is asked for with each address, because the centre may name another.
  LocalPhoneService(StoreClient& store, std::function<std::string()> host, std::uint16_t port)
      : m_store(store), m_host(std::move(host)), m_port(port) {}

  void make(Callback<Result<HandoffView>> then) override;
  void open(const Handoff& handoff, Callback<Result<void>> then) override;
  void progress(const Uuid& id, Callback<Result<HandoffProgress>> then) override;
  std::string card_page() const override;
  std::string rights_page() const override;

 private:
  StoreClient& m_store;
  const std::function<std::string()> m_host;
  const std::uint16_t m_port;
};

}  // namespace warmheart
