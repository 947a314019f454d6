#include "core/central/apply/apply_request.h"

#include "core/central/feed/feed.h"
#include "core/central/members/application_table.h"
#include "core/central/members/erasure.h"
#include "core/central/members/people.h"
#include "core/central/members/request_table.h"
#include "core/central/members/requests.h"
#include "core/central/members/rider_auth.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/member/application_wire.h"
#include "core/record/record.h"

namespace warmheart::internal {
namespace {

RequestRow new_request(const DecryptedRecord& opened, const Uuid& id, RiderAsk ask, const Uuid& application,
                       const DeviceStation& at) {
  RequestRow request;
  request.id = id;
  request.ask = ask;
  request.application = application;
  request.scope = station_scope(at.station);
  request.asked_ms = opened.header.occurred_at_ms();
  return request;
}

Result<HandlerResult> apply_request(Act& act, const RawRow& raw, const DecryptedRecord& opened,
                                    const std::string& application_id, const wire::RiderProof& proof, RiderAsk ask) {
  const auto id = Uuid::from_bytes(view_of(opened.header.id()));
  const auto application = Uuid::from_bytes(view_of(application_id));
  if (!id || !application) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, *application));
  if (!row) return HandlerResult::wait_for(*application);
  if (row->sealed.empty()) return park_erased(act, raw, *application);
  WARMHEART_TRY_ASSIGN(const RiderWord word, rider_word(act, raw, opened, *row, proof));
  if (word == RiderWord::refused) return HandlerResult::done(*application);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  RequestRow request = new_request(opened, *id, ask, *application, at);
  request.proven = word == RiderWord::proven;
  if (request.proven && ask == RiderAsk::leave) request.effective_ms = raw.received_ms + kReversibleForMs;
  if (request.proven && ask == RiderAsk::stop_texts) {
    WARMHEART_TRY(stop_texts(act, *row));
    request.state = RequestState::done;
  }
  WARMHEART_TRY(put_request(act, request));
  WARMHEART_TRY(put_record_subject(act, raw, *application));
  return HandlerResult::done(*id);
}

}  // namespace

Result<HandlerResult> park_erased(Act& act, const RawRow& raw, const Uuid& application) {
  WARMHEART_TRY(empty_payload(act, raw));
  return HandlerResult::park(kParkNotExpected, application);
}

Result<RiderWord> rider_word(Act& act, const RawRow& raw, const DecryptedRecord& opened, const ApplicationRow& row,
                             const wire::RiderProof& proof) {
  WARMHEART_TRY_ASSIGN(const RecordProof worth, check_record_proof(act, row, proof, raw.device));
  switch (worth) {
    case RecordProof::right: return RiderWord::proven;
    case RecordProof::missing: return RiderWord::unproven;
    case RecordProof::wrong:
    case RecordProof::closed: break;
  }
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(view_of(opened.header.id())));
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(
      publish_refusal(act, station_scope(at.station), id, worth == RecordProof::wrong ? kWrongProof : kProofClosed));
  return RiderWord::refused;
}

Result<HandlerResult> ask_for_a_person(Act& act, const RawRow& raw, const DecryptedRecord& opened,
                                       const ApplicationRow& row, RiderAsk ask,
                                       const wire::ApplicationCorrected& values) {
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(view_of(opened.header.id())));
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  RequestRow request = new_request(opened, id, ask, row.id, at);
  if (ask == RiderAsk::correct) {
    const SecretBytes plain(serialise(values));
    WARMHEART_TRY_ASSIGN(request.sealed, encrypt_for_person(act, row.person, id, plain.view()));
  }
  WARMHEART_TRY(put_request(act, request));
  return HandlerResult::done(row.id);
}

Result<HandlerResult> apply_consent_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ConsentWithdrawn& body = opened.payload.consent_withdrawn();
  if (body.text_id() != "all" && body.text_id() != "sms") return HandlerResult::park(kParkBrokenPayload);
  return apply_request(act, raw, opened, body.application_id(), body.proof(),
                       body.text_id() == "all" ? RiderAsk::leave : RiderAsk::stop_texts);
}

Result<HandlerResult> apply_erasure_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ErasureAsked& body = opened.payload.erasure_asked();
  return apply_request(act, raw, opened, body.application_id(), body.proof(), RiderAsk::erase);
}

// Only values of a form; who a person is to the union (its union, consents, signature) is not corrected this way.
Result<HandlerResult> apply_correction_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::CorrectionAsked& body = opened.payload.correction_asked();
  const auto id = Uuid::from_bytes(view_of(opened.header.id()));
  const auto application = Uuid::from_bytes(view_of(body.application_id()));
  if (!id || !application || body.corrected().empty()) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_application(act, *application));
  if (!row) return HandlerResult::wait_for(*application);
  if (row->sealed.empty()) return park_erased(act, raw, *application);
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
  WARMHEART_TRY_ASSIGN(const RiderWord word, rider_word(act, raw, opened, *row, body.proof()));
  if (word == RiderWord::refused) return HandlerResult::done(*application);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  RequestRow request = new_request(opened, *id, RiderAsk::correct, *application, at);
  request.proven = word == RiderWord::proven;
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
  WARMHEART_TRY_ASSIGN(const auto row, find_application(act, request->application));
  if (!row || row->sealed.empty()) return park_erased(act, raw, request->application);
  const bool in_time = request->ask == RiderAsk::leave && request->state == RequestState::under_review &&
                       raw.received_ms <= request->effective_ms;
  if (!in_time) return HandlerResult::park(kParkNotExpected, request->application);
  const wire::RiderProof& proof = opened.payload.leaving_taken_back().proof();
  WARMHEART_TRY_ASSIGN(const RiderWord word, rider_word(act, raw, opened, *row, proof));
  if (word == RiderWord::refused) return HandlerResult::done(request->application);
  if (word == RiderWord::unproven) return ask_for_a_person(act, raw, opened, *row, RiderAsk::stay, {});
  request->state = RequestState::taken_back;
  WARMHEART_TRY(put_request(act, *request));
  return HandlerResult::done(request->application);
}

}  // namespace warmheart::internal
