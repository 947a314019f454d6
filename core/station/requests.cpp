#include "core/station/requests.h"

#include <algorithm>

#include "core/member/application_wire.h"
#include "core/station/applications.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/request_rows.h"
#include "core/station/station_state.h"
#include "core/station/trusted_time.h"

namespace warmheart {

using namespace station;

namespace {

bool may_ask(RiderAsk ask, std::string_view decision) {
  const bool member = decision == "approved";
  if (ask == RiderAsk::withdraw) return !member && decision != "withdrawn" && decision != "rejected";
  if (ask == RiderAsk::leave || ask == RiderAsk::stay) return member;
  if (ask == RiderAsk::correct) return decision != "returned" && decision != "withdrawn" && decision != "rejected" && decision != "left";
  return true;
}

struct Told {
  wire::RecordKind kind = wire::RECORD_KIND_UNKNOWN;
  wire::Payload payload;
};
// For what says no more than which application it is.
Told told_of(const ApplicationSummary& summary, RiderAsk ask) {
  Told told;
  const std::string application = string_of(summary.application_id.bytes());
  const std::string card = string_of(summary.card_number);
  switch (ask) {
    case RiderAsk::withdraw:
      told.kind = wire::APPLICATION_WITHDRAWN;
      told.payload.mutable_application_withdrawn()->set_application_id(application);
      return told;
    case RiderAsk::leave:
    case RiderAsk::stop_texts:
      told.kind = wire::CONSENT_WITHDRAWN;
      told.payload.mutable_consent_withdrawn()->set_application_id(application);
      told.payload.mutable_consent_withdrawn()->set_card_number(card);
      told.payload.mutable_consent_withdrawn()->set_text_id(ask == RiderAsk::leave ? "all" : "sms");
      return told;
    case RiderAsk::erase:
      told.kind = wire::ERASURE_ASKED;
      told.payload.mutable_erasure_asked()->set_application_id(application);
      told.payload.mutable_erasure_asked()->set_card_number(card);
      return told;
    case RiderAsk::stay:
    case RiderAsk::correct: break;
  }
  return told;
}

Told told_of(const ApplicationSummary& summary, const Correction& correction) {
  Told told{wire::CORRECTION_ASKED, {}};
  const wire::ApplicationCorrected values = to_wire(correction);
  wire::CorrectionAsked& body = *told.payload.mutable_correction_asked();
  body.set_application_id(string_of(summary.application_id.bytes()));
  body.set_card_number(string_of(summary.card_number));
  *body.mutable_fields() = values.fields();
  *body.mutable_corrected() = values.corrected();
  return told;
}

Told told_of(const ApplicationSummary& summary, const RequestHere& leaving) {
  Told told{wire::LEAVING_TAKEN_BACK, {}};
  told.payload.mutable_leaving_taken_back()->set_application_id(string_of(summary.application_id.bytes()));
  told.payload.mutable_leaving_taken_back()->set_request_id(string_of(leaving.id.bytes()));
  return told;
}

Result<RequestHere> complete(sqlite::Database& db, RequestHere request) {
  WARMHEART_TRY_ASSIGN(const bool received, is_received(db, request.id));
  request.state = received ? "received" : "saved";
  WARMHEART_TRY_ASSIGN(const auto told, value_at(db, "request/" + to_hex(request.id.bytes())));
  if (!told || !told->has_rider_request()) return request;
  request.state = told->rider_request().state();
  request.reason = told->rider_request().reason();
  request.effective_ms = told->rider_request().effective_ms();
  return request;
}

Result<std::vector<RequestHere>> rows_of(sqlite::Database& db, const Uuid& application) {
  std::vector<RequestHere> rows;
  {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id,ask,asked_ms FROM rider_request WHERE application=? ORDER BY asked_ms DESC,rowid DESC"));
    query.bind(application.bytes());
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool more, query.step());
      if (!more) break;
      RequestHere row;
      WARMHEART_TRY_ASSIGN(row.id, Uuid::from_bytes(query.bytes(0)));
      row.ask = rider_ask_from(query.text(1)).value_or(RiderAsk::withdraw);
      row.asked_ms = query.integer(2);
      rows.push_back(row);
    }
  }
  // Newest first: a leaving that lies behind a "stay" was taken back.
  bool stays = false;
  for (RequestHere& row : rows) {
    WARMHEART_TRY_ASSIGN(row, complete(db, row));
    stays = stays || row.ask == RiderAsk::stay;
    if (stays && row.ask == RiderAsk::leave && row.state != "done") row.state = "taken-back";
  }
  return rows;
}

bool stands(const RequestHere& one) { return one.state != "refused" && one.state != "taken-back"; }

// Its row and its record.
Result<RequestHere> record(StationStore::State& state, sqlite::Database& db, const Uuid& id, const Uuid& application, RiderAsk ask, std::int64_t now, const Told& told) {
  WARMHEART_TRY_ASSIGN(auto insert, db.prepare("INSERT INTO rider_request(id,application,ask,asked_ms) VALUES(?,?,?,?)"));
  WARMHEART_TRY(insert.bind(id.bytes(), application.bytes(), wire_name(ask), now).run());
  WARMHEART_TRY(state.write_record(db, id, told.kind, told.payload));
  return complete(db, RequestHere{id, ask, now, {}, {}, 0});
}

Result<std::int64_t> now_here(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  return best_now_ms(trusted, state.clock.now());
}

Result<RequestHere> leaving_of(const std::vector<RequestHere>& known, std::int64_t now) {
  const auto leaving = std::ranges::find_if(known, [](const RequestHere& one) { return one.ask == RiderAsk::leave && stands(one); });
  if (leaving == known.end() || leaving->state == "done") return fail(ErrorCode::conflict, "there is no leaving to take back");
  if (leaving->effective_ms > 0 && now > leaving->effective_ms) return fail(ErrorCode::conflict, "the seven days are over");
  return *leaving;
}

}  // namespace

namespace station {

Result<std::vector<CardNumber>> blocked_cards(sqlite::Database& db) {
  std::vector<CardNumber> cards;
  std::vector<std::pair<Uuid, CardNumber>> asked;
  {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT r.id,a.card_number FROM rider_request r JOIN application a ON a.id=r.application WHERE r.ask IN ('withdraw','leave','erase') "
                                            "AND NOT (r.ask='leave' AND EXISTS (SELECT 1 FROM rider_request s WHERE s.application=r.application AND s.ask='stay' AND s.rowid>r.rowid))"));
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool more, query.step());
      if (!more) break;
      WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
      WARMHEART_TRY_ASSIGN(const CardNumber card, eight_bytes(query.bytes(1)));
      asked.emplace_back(id, card);
    }
  }
  for (const auto& [id, card] : asked) {
    WARMHEART_TRY_ASSIGN(const auto told, value_at(db, "request/" + to_hex(id.bytes())));
    const bool refused = told && told->has_rider_request() && told->rider_request().state() == "refused";
    if (!refused) cards.push_back(card);
  }
  return cards;
}

}  // namespace station

Result<RequestHere> ask_request(StationStore& store, const Uuid& id, const Uuid& application, RiderAsk ask) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<RequestHere> {
    WARMHEART_TRY_ASSIGN(const auto row, application_by_id(db, application));
    if (!row) return fail(ErrorCode::not_found, "no such application on this device");
    WARMHEART_TRY_ASSIGN(const auto known, rows_of(db, application));
    for (const RequestHere& one : known) {
      if (one.id == id || (one.ask == ask && ask != RiderAsk::stay && stands(one))) return one;
    }
    WARMHEART_TRY_ASSIGN(const auto decision, decision_of(db, application));
    if (!may_ask(ask, decision ? decision->state() : std::string())) return fail(ErrorCode::conflict, "this cannot be asked of this application");
    WARMHEART_TRY_ASSIGN(const std::int64_t now, now_here(state, db));
    if (ask != RiderAsk::stay) return record(state, db, id, application, ask, now, told_of(row->summary, ask));
    WARMHEART_TRY_ASSIGN(const RequestHere leaving, leaving_of(known, now));
    return record(state, db, id, application, ask, now, told_of(row->summary, leaving));
  });
}

Result<RequestHere> ask_correction(StationStore& store, const Uuid& id, const Uuid& application, const Correction& correction) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<RequestHere> {
    WARMHEART_TRY_ASSIGN(const auto row, application_by_id(db, application));
    if (!row) return fail(ErrorCode::not_found, "no such application on this device");
    WARMHEART_TRY_ASSIGN(const auto known, rows_of(db, application));
    const auto same = std::ranges::find(known, id, &RequestHere::id);
    if (same != known.end()) return *same;
    WARMHEART_TRY_ASSIGN(const auto decision, decision_of(db, application));
    if (!may_ask(RiderAsk::correct, decision ? decision->state() : std::string())) return fail(ErrorCode::conflict, "this cannot be corrected now");
    WARMHEART_TRY_ASSIGN(const std::int64_t now, now_here(state, db));
    return record(state, db, id, application, RiderAsk::correct, now, told_of(row->summary, correction));
  });
}

Result<std::vector<RequestHere>> requests_of(StationStore& store, const Uuid& application) {
  return store.inside().guarded([&](sqlite::Database& db) { return rows_of(db, application); });
}

}  // namespace warmheart
