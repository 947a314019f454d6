#include "core/station/cases.h"

#include <algorithm>

#include "core/member/application_wire.h"
#include "core/station/applications.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/station_state.h"
#include "core/station/trusted_time.h"

namespace warmheart {

using namespace station;

namespace {

Result<std::optional<wire::CaseKind>> kind_of(sqlite::Database& db, const std::string& code) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "case-kind/" + code));
  if (!value || !value->has_case_kind()) return std::optional<wire::CaseKind>();
  return std::optional<wire::CaseKind>(value->case_kind());
}

struct CaseRow {
  HelpCase value;
  bool called = false;  // from here: the centre may not have heard of it yet
};

Result<std::optional<CaseRow>> read_row(sqlite::Database& db, const char* where, ByteView value) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare(std::string("SELECT id,kind,masked_name,opened_ms,due_ms,called,record FROM help_case WHERE ") + where));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(value).step());
  if (!there) return std::optional<CaseRow>();
  CaseRow row;
  WARMHEART_TRY_ASSIGN(row.value.id, Uuid::from_bytes(query.bytes(0)));
  row.value.kind = query.text(1);
  row.value.masked_name = query.text(2);
  row.value.opened_ms = query.integer(3);
  row.value.due_ms = query.integer(4);
  row.called = query.integer(5) != 0;
  WARMHEART_TRY_ASSIGN(const Uuid record, Uuid::from_bytes(query.bytes(6)));
  query.reset();
  WARMHEART_TRY_ASSIGN(const bool received, is_received(db, record));
  row.value.delivery = received ? Delivery::received : Delivery::saved;
  WARMHEART_TRY_ASSIGN(const auto told, value_at(db, "case/" + to_hex(row.value.id.bytes())));
  if (told && told->has_case_state()) {
    const wire::CaseState& state = told->case_state();
    row.value.stage = case_stage_from(state.state()).value_or(CaseStage::received);
    row.value.union_name = state.union_name();
    row.value.answer = state.answer();
    row.value.call_back_due = state.call_back_due();
    if (state.due_ms() > 0) row.value.due_ms = state.due_ms();
  }
  if (row.called) row.value.call_back_due = false;
  if (row.called && row.value.stage == CaseStage::handled) row.value.stage = CaseStage::called_back;
  return std::optional<CaseRow>(std::move(row));
}

Result<HelpCase> case_now(sqlite::Database& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, read_row(db, "id=?", id.bytes()));
  if (!row) return fail(ErrorCode::not_found, "no such case on this device");
  return std::move(row->value);
}

Result<void> write_opened(StationStore::State& state, sqlite::Database& db, const NewCase& wanted, const std::string& wish, std::int64_t due_ms) {
  wire::Payload payload;
  wire::CaseOpened& body = *payload.mutable_case_opened();
  body.set_case_id(string_of(wanted.id.bytes()));
  body.set_number(std::string(wanted.prepared.query_code.view()));
  body.set_kind(wanted.kind);
  *body.mutable_rider() = to_wire(wanted.rider);
  body.set_wish(wish);
  body.set_topic(wanted.topic);
  body.set_call_back(wanted.call_back);
  body.set_due_ms(due_ms);
  for (const Consent& consent : wanted.consents) *body.add_consents() = to_wire(consent);
  return state.write_record(db, wanted.id, wire::CASE_OPENED, payload);
}

}  // namespace

Result<std::vector<wire::CaseKind>> case_kinds(StationStore& store) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<std::vector<wire::CaseKind>> {
    std::vector<wire::CaseKind> kinds;
    WARMHEART_TRY(for_each_value(db, "case-kind/", [&](const wire::FeedValue& value) { kinds.push_back(value.case_kind()); }));
    std::ranges::stable_sort(kinds, {}, [](const wire::CaseKind& kind) { return kind.order(); });
    return kinds;
  });
}

Result<HelpCase> open_case(StationStore& store, const NewCase& wanted) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<HelpCase> {
    WARMHEART_TRY_ASSIGN(auto known, read_row(db, "id=?", wanted.id.bytes()));
    if (known) {
      WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT look_up FROM help_case WHERE id=?"));
      WARMHEART_TRY(query.bind(wanted.id.bytes()).step());
      WARMHEART_TRY_ASSIGN(const Digest stored_key, digest_from(query.bytes(0)));
      WARMHEART_TRY_ASSIGN(known->value.number, state.stored_code(wanted.id, stored_key, wanted.prepared));
      return std::move(known->value);
    }
    WARMHEART_TRY_ASSIGN(const auto kind, kind_of(db, wanted.kind));
    if (!kind) return fail(ErrorCode::not_found, "this help is no longer offered here");
    if (kind->needs_name() && wanted.rider.empty()) return fail(ErrorCode::invalid_argument, "this kind of help needs a name");
    WARMHEART_TRY_ASSIGN(const std::string wish, read_wish(wanted.wish));
    const bool has_topic = std::ranges::find(kind->topics(), wanted.topic) != kind->topics().end();
    if (wish.empty() && !has_topic) return fail(ErrorCode::invalid_argument, "neither a topic nor words");
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    const std::int64_t now = best_now_ms(trusted, state.clock.now());
    const std::int64_t due = due_of(*kind, now);
    WARMHEART_TRY_ASSIGN(auto row, db.prepare("INSERT INTO help_case(id,kind,masked_name,look_up,opened_ms,due_ms,called,record) VALUES(?,?,?,?,?,?,0,?)"));
    WARMHEART_TRY(row.bind(wanted.id.bytes(), wanted.kind, wanted.masked_name, wanted.prepared.look_up_key, now, due, wanted.id.bytes()).run());
    WARMHEART_TRY(write_opened(state, db, wanted, wish, due));
    WARMHEART_TRY_ASSIGN(HelpCase opened, case_now(db, wanted.id));
    opened.number = wanted.prepared.query_code;
    state.issued_codes.remember(wanted.id, opened.number);
    return opened;
  });
}

Result<HelpCase> find_case(StationStore& store, const Uuid& id) {
  return store.inside().guarded([&](sqlite::Database& db) { return case_now(db, id); });
}

Result<std::optional<HelpCase>> find_case_by_look_up_key(StationStore& store, const Digest& key) {
  StationStore::State& state = store.inside();
  return state.guarded([&](sqlite::Database& db) -> Result<std::optional<HelpCase>> {
    WARMHEART_TRY_ASSIGN(const bool barred, look_up_is_barred(db, state.clock.now(), StationStore::kMaxWrongTries));
    if (barred) return fail(ErrorCode::limit, "too many wrong tries");
    WARMHEART_TRY_ASSIGN(auto row, read_row(db, "look_up=?", key));
    if (row) return std::optional<HelpCase>(std::move(row->value));
    WARMHEART_TRY(count_look_up_failure(db, state.clock.now()));
    return std::optional<HelpCase>();
  });
}

Result<std::vector<HelpCase>> cases_to_call(StationStore& store) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<std::vector<HelpCase>> {
    std::vector<Uuid> told;
    WARMHEART_TRY(for_each_value(db, "case/", [&](const wire::FeedValue& value) {
      const auto id = Uuid::from_bytes(view_of(value.case_state().case_id()));
      if (id && value.case_state().call_back_due()) told.push_back(*id);
    }));
    std::vector<HelpCase> out;
    for (const Uuid& id : told) {
      WARMHEART_TRY_ASSIGN(auto row, read_row(db, "id=?", id.bytes()));
      if (row && row->value.call_back_due) out.push_back(std::move(row->value));
    }
    std::ranges::stable_sort(out, {}, &HelpCase::due_ms);
    return out;
  });
}

Result<void> note_call_back(StationStore& store, const Uuid& id, std::string_view outcome, const KeyId& staff) {
  StationStore::State& state = store.inside();
  if (!is_call_back_outcome(outcome)) return fail(ErrorCode::invalid_argument, "an outcome of the list");
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, read_row(db, "id=?", id.bytes()));
    if (!row) return fail(ErrorCode::not_found, "no such case on this device");
    if (row->called) return {};
    if (!row->value.call_back_due) return fail(ErrorCode::conflict, "there is nothing to call about yet");
    WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE help_case SET called=? WHERE id=?"));
    WARMHEART_TRY(update.bind(outcome != "not-reached", id.bytes()).run());
    wire::Payload payload;
    payload.mutable_case_called_back()->set_case_id(string_of(id.bytes()));
    payload.mutable_case_called_back()->set_outcome(std::string(outcome));
    payload.mutable_case_called_back()->set_staff(string_of(staff));
    return state.write_record(db, Uuid::make(state.clock, state.random), wire::CASE_CALLED_BACK, payload);
  });
}

}  // namespace warmheart
