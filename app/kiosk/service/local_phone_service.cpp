#include "app/kiosk/service/local_phone_service.h"

#include "core/station/handoffs.h"

namespace warmheart {

void LocalPhoneService::make(Callback<Result<HandoffView>> then) {
  m_store.read<HandoffView>(
      [host = m_host(), port = m_port](StationStore& store) -> Result<HandoffView> {
        WARMHEART_TRY_ASSIGN(const HandoffCode code, make_handoff(store));
        return HandoffView{code.handoff, handoff_address(host, port, code.token)};
      },
      std::move(then));
}

void LocalPhoneService::open(const Handoff& handoff, Callback<Result<void>> then) {
  m_store.write<void>([handoff](StationStore& store) { return open_handoff(store, handoff); }, std::move(then));
}

void LocalPhoneService::progress(const Uuid& id, Callback<Result<HandoffProgress>> then) {
  m_store.read<HandoffProgress>([id](StationStore& store) { return handoff_progress(store, id); }, std::move(then));
}

std::string LocalPhoneService::card_page() const {
  return "https://" + m_host() + ":" + std::to_string(m_port) + "/phone/card.html";
}

std::string LocalPhoneService::rights_page() const {
  return "https://" + m_host() + ":" + std::to_string(m_port) + "/phone/rights.html";
}

}  // namespace warmheart
