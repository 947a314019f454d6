#include "app/kiosk/service/local_help_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "core/station/cases.h"

namespace warmheart {

namespace {

CaseView view_of(const HelpCase& one) {
  CaseView view;
  view.id = one.id;
  view.kind = one.kind;
  view.due_ms = one.due_ms;
  view.stage = one.stage;
  view.union_name = one.union_name;
  view.answer = one.answer;
  view.delivery = one.delivery == Delivery::received ? DeliveryView::received : DeliveryView::saved_here;
  return view;
}

}  // namespace

void LocalHelpService::kinds(Callback<Result<std::vector<wire::CaseKind>>> then) {
  m_store.read<std::vector<wire::CaseKind>>([](StationStore& store) { return case_kinds(store); }, std::move(then));
}

void LocalHelpService::open(CaseRequest request, Callback<Result<CaseView>> then) {
  auto held = std::make_shared<const Scrubbed<CaseRequest>>(std::move(request));
  m_store.write<CaseView>(
      [this, held](StationStore& store) -> Result<CaseView> {
        const CaseRequest& given = held->value;
        NewCase wanted{given.id, given.kind, given.topic, given.rider, given.wish, given.call_back, given.consents, given.masked_name, {}};
        WARMHEART_TRY_ASSIGN(wanted.prepared, prepare_application(case_last_four(given.rider), m_device, m_random));
        const auto opened = open_case(store, wanted);
        warmheart::wipe(wanted.rider);
        warmheart::wipe(wanted.wish);
        if (!opened) return fail(opened.error());
        CaseView view = view_of(*opened);
        view.number = std::string(opened->number.view());
        return view;
      },
      std::move(then));
}

void LocalHelpService::read(const Uuid& id, Callback<Result<CaseView>> then) {
  m_store.read<CaseView>(
      [id](StationStore& store) -> Result<CaseView> {
        WARMHEART_TRY_ASSIGN(const HelpCase found, find_case(store, id));
        return view_of(found);
      },
      std::move(then));
}

void LocalHelpService::find(std::string number, std::string last_four, Callback<Result<std::optional<CaseView>>> then) {
  auto held = std::make_shared<const std::pair<SecretString, SecretString>>(SecretString(std::move(number)), SecretString(std::move(last_four)));
  m_store.read<std::optional<CaseView>>(
      [this, held](StationStore& store) -> Result<std::optional<CaseView>> {
        WARMHEART_TRY_ASSIGN(const Digest key, look_up_key_of(held->first.view(), held->second.view(), m_device));
        WARMHEART_TRY_ASSIGN(const auto found, find_case_by_look_up_key(store, key));
        return found ? std::optional(view_of(*found)) : std::nullopt;
      },
      std::move(then));
}

}  // namespace warmheart
