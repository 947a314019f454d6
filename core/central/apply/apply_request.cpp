#include "core/central/apply/apply_request.h"

#include "core/central/feed/feed.h"
#include "core/central/members/application_table.h"
#include "core/central/members/erasure.h"
#include "core/central/members/people.h"
#include "core/central/members/request_table.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/member/application_wire.h"
#include "core/record/record.h"

namespace warmheart::internal {
namespace {

Result<HandlerResult> apply_request(Act& act, const RawRow& raw, const DecryptedRecord& opened,
                                    const std::string& application_id, RiderAsk ask) {
  const auto id = Uuid::from_bytes(view_of(opened.header.id()));
  const auto application = Uuid::from_bytes(view_of(application_id));
  if (!id || !application) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, *application));
  if (!row) return HandlerResult::wait_for(*application);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  RequestRow request{*id,
                     ask,
                     *application,
                     RequestState::under_review,
                     {},
                     {},
                     station_scope(at.station),
                     opened.header.occurred_at_ms(),
                     0,
                     {}};
  if (row->sealed.empty())
    return HandlerResult::park(kParkNotExpected);  // erased meanwhile: nothing is left to ask about
  if (ask == RiderAsk::leave) request.effective_ms = raw.received_ms + kReversibleForMs;
  if (ask == RiderAsk::stop_texts) {
    WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, decrypt_application(act, *row));
    for (auto& consent : *whole.mutable_consents()) {
      if (consent.text_id() == "sms") consent.set_given(false);
    }
    WARMHEART_TRY(encrypt_application(act, whole, *row));
    WARMHEART_TRY(update_application(act, *row));
    request.state = RequestState::done;
  }
  WARMHEART_TRY(put_request(act, request));
  return HandlerResult::done(*id);
}

}  // namespace

Result<HandlerResult> apply_consent_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ConsentWithdrawn& body = opened.payload.consent_withdrawn();
  if (body.text_id() != "all" && body.text_id() != "sms") return HandlerResult::park(kParkBrokenPayload);
  return apply_request(act, raw, opened, body.application_id(),
                       body.text_id() == "all" ? RiderAsk::leave : RiderAsk::stop_texts);
}

Result<HandlerResult> apply_erasure_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  return apply_request(act, raw, opened, opened.payload.erasure_asked().application_id(), RiderAsk::erase);
}

// Only values of a form; who a person is to the union (its union, consents, signature) is not corrected this way.
Result<HandlerResult> apply_correction_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::CorrectionAsked& body = opened.payload.correction_asked();
  const auto id = Uuid::from_bytes(view_of(opened.header.id()));
  const auto application = Uuid::from_bytes(view_of(body.application_id()));
  if (!id || !application || body.corrected().empty()) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, *application));
  if (!row) return HandlerResult::wait_for(*application);
  if (row->sealed.empty()) {  // erased meanwhile
    WARMHEART_TRY(empty_payload(act, raw));
    return HandlerResult::park(kParkNotExpected, *application);
  }
  wire::ApplicationCorrected asked;
  asked.set_application_id(body.application_id());
  *asked.mutable_fields() = body.fields();
  for (const std::string& name : body.corrected()) {
    const auto field = field_from(name);
    const bool good =
        field && *field != Field::receiving_union && *field != Field::signature && *field != Field::consents;
    if (!good) return HandlerResult::park(kParkBrokenPayload, *application);
    asked.add_corrected(name);
  }
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  RequestRow request{*id,
                     RiderAsk::correct,
                     *application,
                     RequestState::under_review,
                     {},
                     {},
                     station_scope(at.station),
                     opened.header.occurred_at_ms(),
                     0,
                     {}};
  const SecretBytes plain(serialise(asked));
  WARMHEART_TRY_ASSIGN(request.sealed, encrypt_for_person(act, row->person, *id, plain.view()));
  WARMHEART_TRY(put_request(act, request));
  return HandlerResult::done(*application);
}

Result<HandlerResult> apply_leaving_taken_back(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const auto id = Uuid::from_bytes(view_of(opened.payload.leaving_taken_back().request_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto request, find_request_row(act, *id));
  if (!request) return HandlerResult::wait_for(*id);
  const bool in_time = request->ask == RiderAsk::leave && request->state == RequestState::under_review &&
                       raw.received_ms <= request->effective_ms;
  if (!in_time) return HandlerResult::park(kParkNotExpected, request->application);
  request->state = RequestState::taken_back;
  WARMHEART_TRY(put_request(act, *request));
  return HandlerResult::done(request->application);
}

}  // namespace warmheart::internal
