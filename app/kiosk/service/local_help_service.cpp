#include "app/kiosk/service/local_help_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "core/station/cases.h"

namespace warmheart {

void LocalHelpService::kinds(Callback<Result<std::vector<wire::CaseKind>>> then) {
  m_store.read<std::vector<wire::CaseKind>>([](StationStore& store) { return case_kinds(store); }, std::move(then));
}

void LocalHelpService::open(NewCase wanted, Callback<Result<HelpCase>> then) {
  auto held = std::make_shared<Scrubbed<NewCase>>(std::move(wanted));
  m_store.write_with<HelpCase, LookupCredential>(
      [held, device = m_device, &random = m_random] {
        return prepare_application(case_last_four(held->value.rider, held->value.secret.view()), device, random);
      },
      [held](StationStore& store, const LookupCredential& prepared) {
        held->value.prepared = prepared;
        return open_case(store, held->value);
      },
      std::move(then));
}

void LocalHelpService::read(const Uuid& id, Callback<Result<HelpCase>> then) {
  m_store.read<HelpCase>([id](StationStore& store) { return find_case(store, id); }, std::move(then));
}

void LocalHelpService::rate(const Uuid& id, std::string face, Callback<Result<HelpCase>> then) {
  m_store.write<HelpCase>([id, face = std::move(face)](StationStore& store) { return rate_case(store, id, face); },
                          std::move(then));
}

void LocalHelpService::reopen(const Uuid& id, Callback<Result<HelpCase>> then) {
  m_store.write<HelpCase>([id](StationStore& store) { return reopen_case(store, id); }, std::move(then));
}

}  // namespace warmheart
