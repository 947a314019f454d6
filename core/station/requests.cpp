#include "core/station/requests.h"

#include <algorithm>

#include "core/member/application_wire.h"
#include "core/station/applications.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/request_table.h"
#include "core/station/station_state.h"

namespace warmheart {

using namespace station;

namespace {

// `decided`: what is known of the application; none: nothing yet.
bool may_ask(RiderAsk ask, std::optional<ApplicationState> decided) {
  const auto is = [&](ApplicationState state) { return decided == state; };
  const bool member = is(ApplicationState::approved);
  const bool gone = is(ApplicationState::withdrawn) || is(ApplicationState::rejected);
  if (ask == RiderAsk::withdraw) return !member && !gone;
  if (ask == RiderAsk::leave || ask == RiderAsk::stay) return member;
  if (ask == RiderAsk::correct) return !gone && !is(ApplicationState::returned) && !is(ApplicationState::left);
  return true;
}

struct NewRecord {
  wire::RecordKind kind = wire::RECORD_KIND_UNKNOWN;
  wire::Payload payload;
};
NewRecord record_of(const ApplicationSummary& summary, RiderAsk ask, const RequestProof& proof) {
  NewRecord record;
  const std::string application = string_of(summary.application_id.bytes());
  const std::string card = string_of(summary.card_number);
  switch (ask) {
    case RiderAsk::withdraw:
      record.kind = wire::APPLICATION_WITHDRAWN;
      record.payload.mutable_application_withdrawn()->set_application_id(application);
      *record.payload.mutable_application_withdrawn()->mutable_proof() = to_wire(proof);
      return record;
    case RiderAsk::leave:
    case RiderAsk::stop_texts:
      record.kind = wire::CONSENT_WITHDRAWN;
      record.payload.mutable_consent_withdrawn()->set_application_id(application);
      record.payload.mutable_consent_withdrawn()->set_card_number(card);
      record.payload.mutable_consent_withdrawn()->set_text_id(ask == RiderAsk::leave ? "all" : "sms");
      *record.payload.mutable_consent_withdrawn()->mutable_proof() = to_wire(proof);
      return record;
    case RiderAsk::erase:
      record.kind = wire::ERASURE_ASKED;
      record.payload.mutable_erasure_asked()->set_application_id(application);
      record.payload.mutable_erasure_asked()->set_card_number(card);
      *record.payload.mutable_erasure_asked()->mutable_proof() = to_wire(proof);
      return record;
    case RiderAsk::stay:
    case RiderAsk::correct: break;
  }
  return record;
}

NewRecord record_of(const ApplicationSummary& summary, const Correction& correction, const RequestProof& proof) {
  NewRecord record{wire::CORRECTION_ASKED, {}};
  const wire::ApplicationCorrected values = to_wire(correction);
  wire::CorrectionAsked& body = *record.payload.mutable_correction_asked();
  body.set_application_id(string_of(summary.application_id.bytes()));
  body.set_card_number(string_of(summary.card_number));
  *body.mutable_fields() = values.fields();
  *body.mutable_corrected() = values.corrected();
  *body.mutable_proof() = to_wire(proof);
  return record;
}

NewRecord record_of(const ApplicationSummary& summary, const RequestHere& leaving, const RequestProof& proof) {
  NewRecord record{wire::LEAVING_TAKEN_BACK, {}};
  record.payload.mutable_leaving_taken_back()->set_application_id(string_of(summary.application_id.bytes()));
  record.payload.mutable_leaving_taken_back()->set_request_id(string_of(leaving.id.bytes()));
  *record.payload.mutable_leaving_taken_back()->mutable_proof() = to_wire(proof);
  return record;
}

Result<RequestHere> complete(sql::Connection& db, RequestHere request) {
  WARMHEART_TRY_ASSIGN(const bool received, is_received(db, request.id));
  request.state = received ? RequestState::received : RequestState::saved;
  WARMHEART_TRY_ASSIGN(const auto published, value_at(db, "request/" + to_hex(request.id.bytes())));
  if (!published || !published->has_rider_request()) return request;
  request.state = request_state_from(published->rider_request().state()).value_or(RequestState::received);
  request.reason = published->rider_request().reason();
  request.effective_ms = published->rider_request().effective_ms();
  request.code = published->rider_request().code();
  return request;
}

// id,ask,asked_ms
RequestHere read_request(sql::Columns& row) {
  return {row.id(), row.named(rider_ask_from), row.integer(), RequestState::saved, {}, 0};
}

Result<std::vector<RequestHere>> rows_of(sql::Connection& db, const Uuid& application) {
  WARMHEART_TRY_ASSIGN(
      auto rows,
      sql::rows<RequestHere>(
          db, "SELECT id,ask,asked_ms FROM rider_request WHERE application=? ORDER BY asked_ms DESC,rowid DESC",
          read_request, application.bytes()));
  // Newest first: a leaving that lies behind a "stay" was taken back, unless that was refused.
  bool stays = false;
  for (RequestHere& row : rows) {
    WARMHEART_TRY_ASSIGN(row, complete(db, row));
    stays = stays || (row.ask == RiderAsk::stay && row.state != RequestState::refused);
    if (stays && row.ask == RiderAsk::leave && row.state != RequestState::done) row.state = RequestState::taken_back;
  }
  return rows;
}

bool stands(const RequestHere& one) {
  return one.state != RequestState::refused && one.state != RequestState::taken_back;
}

// Its row and its record.
Result<RequestHere> write_request(const Act& act, const Uuid& id, const Uuid& application, RiderAsk ask,
                                  const NewRecord& record) {
  WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
  WARMHEART_TRY(sql::execute(act.db, "INSERT INTO rider_request(id,application,ask,asked_ms) VALUES(?,?,?,?)",
                             id.bytes(), application.bytes(), wire_name(ask), now));
  WARMHEART_TRY(act.write_record(id, record.kind, record.payload));
  return complete(act.db, RequestHere{id, ask, now, RequestState::saved, {}, 0});
}

Result<RequestHere> leaving_of(const std::vector<RequestHere>& known, std::int64_t now) {
  const auto leaving =
      std::ranges::find_if(known, [](const RequestHere& one) { return one.ask == RiderAsk::leave && stands(one); });
  if (leaving == known.end() || leaving->state == RequestState::done)
    return fail(ErrorCode::conflict, "there is no leaving to take back");
  if (leaving->effective_ms > 0 && now > leaving->effective_ms)
    return fail(ErrorCode::conflict, "the seven days are over");
  return *leaving;
}

}  // namespace

namespace station {

Result<std::vector<CardNumber>> blocked_cards(sql::Connection& db) {
  struct Asked {
    Uuid request;
    CardNumber card{};
    std::optional<Uuid> taken_back_by;
  };
  const auto read = [](sql::Columns& row) {
    return Asked{row.id(), row.next<CardNumber>(), row.next<std::optional<Uuid>>()};
  };
  WARMHEART_TRY_ASSIGN(
      const auto asked,
      sql::rows<Asked>(
          db,
          "SELECT r.id,a.card_number,(SELECT s.id FROM rider_request s WHERE r.ask=?2 AND s.application=r.application "
          "AND s.ask=?4 AND s.rowid>r.rowid ORDER BY s.rowid DESC LIMIT 1) FROM rider_request r "
          "JOIN application a ON a.id=r.application WHERE r.ask IN (?1,?2,?3)",
          read, wire_name(RiderAsk::withdraw), wire_name(RiderAsk::leave), wire_name(RiderAsk::erase),
          wire_name(RiderAsk::stay)));
  std::vector<CardNumber> cards;
  for (const Asked& one : asked) {
    WARMHEART_TRY_ASSIGN(const bool refused, is_refused(db, one.request));
    WARMHEART_TRY_ASSIGN(const bool stays_refused,
                         one.taken_back_by ? is_refused(db, *one.taken_back_by) : Result<bool>(true));
    if (!refused && stays_refused) cards.push_back(one.card);
  }
  return cards;
}

}  // namespace station

Result<RequestHere> ask_request(StationStore& store, const Uuid& id, const Uuid& application, RiderAsk ask,
                                const RequestProof& proof) {
  WARMHEART_TRY(check_form(proof));
  return store.transact([&](const Act& act) -> Result<RequestHere> {
    WARMHEART_TRY_ASSIGN(const auto row, application_by_id(act.db, application));
    if (!row) return fail(ErrorCode::not_found, "no such application on this device");
    WARMHEART_TRY_ASSIGN(const auto known, rows_of(act.db, application));
    for (const RequestHere& one : known) {
      if (one.id == id || (one.ask == ask && ask != RiderAsk::stay && stands(one))) return one;
    }
    WARMHEART_TRY_ASSIGN(const auto decided, decided_state(act.db, application));
    if (!may_ask(ask, decided)) return fail(ErrorCode::conflict, "this cannot be asked of this application");
    if (ask != RiderAsk::stay) return write_request(act, id, application, ask, record_of(row->summary, ask, proof));
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    WARMHEART_TRY_ASSIGN(const RequestHere leaving, leaving_of(known, now));
    return write_request(act, id, application, ask, record_of(row->summary, leaving, proof));
  });
}

Result<RequestHere> ask_correction(StationStore& store, const Uuid& id, const Uuid& application,
                                   const Correction& correction, const RequestProof& proof) {
  WARMHEART_TRY(check_form(proof));
  return store.transact([&](const Act& act) -> Result<RequestHere> {
    WARMHEART_TRY_ASSIGN(const auto row, application_by_id(act.db, application));
    if (!row) return fail(ErrorCode::not_found, "no such application on this device");
    WARMHEART_TRY_ASSIGN(const auto known, rows_of(act.db, application));
    const auto same = std::ranges::find(known, id, &RequestHere::id);
    if (same != known.end()) return *same;
    WARMHEART_TRY_ASSIGN(const auto decided, decided_state(act.db, application));
    if (!may_ask(RiderAsk::correct, decided)) return fail(ErrorCode::conflict, "this cannot be corrected now");
    return write_request(act, id, application, RiderAsk::correct, record_of(row->summary, correction, proof));
  });
}

Result<std::vector<RequestHere>> requests_of(StationStore& store, const Uuid& application) {
  return store.read([&](const Act& act) { return rows_of(act.db, application); });
}

}  // namespace warmheart
