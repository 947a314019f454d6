#include "core/central/store/audit.h"
#include "core/central/members/requests.h"

#include "core/central/members/application_table.h"
#include "core/central/apply/record_handlers.h"
#include "core/central/store/columns.h"
#include "core/central/members/erasure.h"
#include "core/central/feed/feed.h"
#include "core/central/ingest/parked.h"
#include "core/central/members/people.h"
#include "core/central/review/review_rules.h"
#include "core/central/store/states.h"
#include "core/member/application_wire.h"
#include "core/member/review.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

namespace {

using internal::RequestState;

struct RequestRow {
  Uuid id;
  RiderAsk ask = RiderAsk::leave;
  Uuid application;
  RequestState state = RequestState::under_review;
  std::string reason, agreed_by, scope;
  std::int64_t asked_ms = 0, effective_ms = 0;
  Bytes sealed;  // of a correction
};

RequestRow read_request(sql::Columns& row) {
  RequestRow out;
  out.id = row.id();
  out.ask = row.named(rider_ask_from);
  out.application = row.id();
  out.state = row.named(state_from<RequestState>);
  out.reason = row.text();
  out.agreed_by = row.text();
  out.scope = row.text();
  out.asked_ms = row.integer();
  out.effective_ms = row.integer();
  out.sealed = row.bytes();
  return out;
}

Result<std::optional<RequestRow>> find_request_row(Snapshot& in, const Uuid& id) {
  return sql::row<RequestRow>(in,
                              "SELECT id, ask, application, state, reason, agreed_by, scope, asked_ms, effective_ms, "
                              "sealed FROM rider_request WHERE id = ?",
                              read_request, id.bytes());
}

Result<void> put_request(Act& act, const RequestRow& row) {
  WARMHEART_TRY(
      sql::execute(act,
                   "INSERT INTO rider_request(id, ask, application, state, reason, agreed_by, scope, asked_ms, "
                   "effective_ms, changed_ms, sealed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT(id) DO UPDATE SET state = excluded.state, reason = excluded.reason, agreed_by = "
                   "excluded.agreed_by, changed_ms = excluded.changed_ms, sealed = excluded.sealed",
                   row.id.bytes(), wire_name(row.ask), row.application.bytes(), name_of(row.state), row.reason,
                   row.agreed_by, row.scope, row.asked_ms, row.effective_ms, act.now_ms(), row.sealed));
  wire::FeedValue value;
  wire::RiderRequestState& state = *value.mutable_rider_request();
  state.set_record_id(string_of(row.id.bytes()));
  state.set_state(std::string(name_of(row.state)));
  state.set_reason(row.reason);
  state.set_effective_ms(row.effective_ms);
  return internal::write_feed(act, row.scope, "request/" + to_hex(row.id.bytes()), value);
}

Result<RequestRow> open_row(Snapshot& in, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, find_request_row(in, id));
  if (!row) return fail(ErrorCode::not_found, "there is no such request");
  if (row->state != RequestState::under_review)
    return fail(ErrorCode::conflict, "this request was decided: " + std::string(name_of(row->state)));
  return std::move(*row);
}

Result<wire::ApplicationCorrected> asked_values(Snapshot& in, const RequestRow& row, const Uuid& person) {
  WARMHEART_TRY_ASSIGN(const SecretBytes plain, decrypt_for_person(in, person, row.id, row.sealed));
  wire::ApplicationCorrected asked;
  if (!parse(plain.view(), asked))
    return fail(ErrorCode::corrupt, "the correction " + row.id.text() + " cannot be read back");
  return asked;
}

// The values stand, and a member's card says what the application now says.
Result<void> correct(Act& act, const RequestRow& request) {
  WARMHEART_TRY_ASSIGN(auto row, internal::find_application(act, request.application));
  if (!row) return fail(ErrorCode::not_found, "the application is gone");
  WARMHEART_TRY_ASSIGN(const wire::ApplicationCorrected asked, asked_values(act, request, row->person));
  WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, internal::decrypt_application(act, *row));
  WARMHEART_TRY(apply_correction(asked, *whole.mutable_fields()));
  WARMHEART_TRY(internal::encrypt_application(act, whole, *row));
  if (row->state == ApplicationState::approved) {
    WARMHEART_TRY_ASSIGN(const Uuid member_by, internal::membership_of(act, *row));
    if (!member_by.empty())
      return fail(ErrorCode::conflict,
                  "somebody else with this document number is a member already; look at both before you decide");
    WARMHEART_TRY_ASSIGN(row->final_card, internal::final_card(act, *row));
  }
  WARMHEART_TRY(internal::update_application(act, *row));
  WARMHEART_TRY(internal::add_history(act, row->id, "corrected", "",
                                      internal::join_names({asked.corrected().begin(), asked.corrected().end()})));
  return internal::publish_decision(act, *row);
}

Result<void> do_it(Act& act, const RequestRow& row) {
  switch (row.ask) {
    case RiderAsk::erase: return internal::erase_person(act, row.application);
    case RiderAsk::correct: return correct(act, row);
    case RiderAsk::leave: return internal::end_membership(act, row.application);
    case RiderAsk::withdraw:
    case RiderAsk::stay:
    case RiderAsk::stop_texts: break;  // true when they arrive: they never wait for somebody
  }
  return fail(ErrorCode::conflict, "there is nothing to agree to");
}

std::string value_of(const wire::ApplicationFields& fields, Field field) {
  switch (field) {
    case Field::name: return fields.name();
    case Field::document: return fields.document_number();
    case Field::mobile: return fields.mobile();
    case Field::occupation: return fields.occupation();
    case Field::platform: return fields.platform();
    case Field::employer: return fields.employer();
    case Field::street: return fields.street_code();
    case Field::receiving_union: return fields.union_code();
    case Field::signature:
    case Field::consents: break;
  }
  return "";
}

}  // namespace

Result<std::vector<AskedValue>> open_correction(CentralStore& store, const Uuid& id, const std::string& who,
                                                const std::string& reason) {
  if (reason.empty())
    return fail(ErrorCode::invalid_argument, "say why this correction is opened: it is written into the audit");
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<std::vector<AskedValue>> {
    WARMHEART_TRY_ASSIGN(const RequestRow request, open_row(act, id));
    if (request.ask != RiderAsk::correct) return fail(ErrorCode::conflict, "this request corrects nothing");
    WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(act, request.application));
    if (!row) return fail(ErrorCode::not_found, "the application is gone");
    WARMHEART_TRY_ASSIGN(const wire::ApplicationCorrected asked, asked_values(act, request, row->person));
    WARMHEART_TRY_ASSIGN(const wire::ApplicationSubmitted whole, internal::decrypt_application(act, *row));
    std::vector<AskedValue> values;
    for (const std::string& name : asked.corrected()) {
      const auto field = field_from(name);
      if (field) values.push_back({name, value_of(whole.fields(), *field), value_of(asked.fields(), *field)});
    }
    WARMHEART_TRY(internal::write_audit(act, who, "correction-opened", id.text(), reason));
    return values;
  });
}

Result<std::vector<RequestLine>> list_requests(CentralStore& store) {
  const auto read = [](sql::Columns& row) {
    return RequestLine{row.id(),     row.named(rider_ask_from), row.text(), row.text(), row.text(), row.integer(),
                       row.integer()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<RequestLine>> {
    return sql::rows<RequestLine>(in,
                                  "SELECT r.id, r.ask, r.state, coalesce(a.masked_name, ''), r.agreed_by, r.asked_ms, "
                                  "r.effective_ms FROM rider_request r "
                                  "LEFT JOIN application a ON a.id = r.application ORDER BY r.state = 'done' OR "
                                  "r.state = 'refused', r.asked_ms LIMIT 1000",
                                  read);
  });
}

Result<Uuid> find_request(CentralStore& store, const std::string& beginning) {
  return store.read([&](Snapshot& in) -> Result<Uuid> {
    return internal::id_beginning(in, "rider_request", beginning, "request", "warmheart-admin requests");
  });
}

Result<bool> agree_request(CentralStore& store, const Uuid& id, const std::string& who) {
  return store.transact({Lock::sessions(), Lock::persons()}, [&](Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, id));
    const bool second = row.ask != RiderAsk::erase || !row.agreed_by.empty();
    if (row.ask == RiderAsk::erase && row.agreed_by == who)
      return fail(ErrorCode::conflict, "an erasure takes two people: " + who + " has agreed already");
    if (second) {
      WARMHEART_TRY(do_it(act, row));
      row.state = RequestState::done;
      row.sealed.clear();
    }
    if (row.agreed_by.empty()) row.agreed_by = who;
    WARMHEART_TRY(put_request(act, row));
    WARMHEART_TRY(
        internal::write_audit(act, who, second ? "request-done" : "request-agreed", id.text(), wire_name(row.ask)));
    return second;
  });
}

Result<void> refuse_request(CentralStore& store, const Uuid& id, const std::string& reason, const std::string& who) {
  if (reason.empty()) return fail(ErrorCode::invalid_argument, "a refusal has a reason that the rider reads");
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, id));
    row.state = RequestState::refused;
    row.reason = reason;
    row.sealed.clear();
    WARMHEART_TRY(put_request(act, row));
    WARMHEART_TRY(internal::write_audit(act, who, "request-refused", id.text(), wire_name(row.ask)));
    return {};
  });
}

// False: nobody's seven days are over.
static Result<bool> settle_next(Act& act) {
  WARMHEART_TRY_ASSIGN(const auto id,
                       sql::row<Uuid>(act,
                                      "SELECT id FROM rider_request WHERE state = 'under-review' AND effective_ms > 0 "
                                      "AND effective_ms <= ? ORDER BY effective_ms LIMIT 1",
                                      act.now_ms()));
  if (!id) return false;
  WARMHEART_TRY_ASSIGN(RequestRow row, open_row(act, *id));
  WARMHEART_TRY(internal::end_membership(act, row.application));
  row.state = RequestState::done;
  WARMHEART_TRY(put_request(act, row));
  return true;
}

Result<std::size_t> settle_requests(CentralStore& store) {
  std::size_t settled = 0;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool one, store.transact({Lock::persons()}, settle_next));
    if (!one) return settled;
    ++settled;
  }
}

namespace internal {

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

}  // namespace internal

}  // namespace warmheart
