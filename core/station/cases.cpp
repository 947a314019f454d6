#include "core/station/cases.h"

#include <algorithm>

#include "core/member/application_wire.h"
#include "core/station/code_table.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/look_ups.h"
#include "core/service/rating.h"
#include "core/station/rating_record.h"
#include "core/station/station_state.h"

namespace warmheart {

using namespace station;

namespace {

Result<std::optional<wire::CaseKind>> kind_of(sql::Connection& db, const std::string& code) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "case-kind/" + code));
  if (!value || !value->has_case_kind()) return std::optional<wire::CaseKind>();
  return std::optional<wire::CaseKind>(value->case_kind());
}

struct CaseRow {
  HelpCase value;
  bool called = false;  // from here: the centre may not have heard of it yet
  Uuid record;          // the one that tells of it
  Digest look_up{};
};
// id,kind,masked_name,opened_ms,due_ms,called,record,look_up
CaseRow read_case(sql::Columns& row) {
  CaseRow out;
  out.value.id = row.id();
  out.value.kind = row.text();
  out.value.masked_name = row.text();
  out.value.opened_ms = row.integer();
  out.value.due_ms = row.integer();
  out.called = row.flag();
  out.record = row.id();
  out.look_up = row.digest();
  return out;
}

// What was said here of a case's answers: each by the moment when it was given.
struct AnswerRow {
  std::int64_t rated_ms = 0, reopened_ms = 0;
};
AnswerRow read_answer_row(sql::Columns& row) { return {row.integer(), row.integer()}; }

Result<AnswerRow> answer_row(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto row,
                       sql::row<AnswerRow>(db, "SELECT rated_ms,reopened_ms FROM case_answer WHERE help_case=?",
                                           read_answer_row, id.bytes()));
  return row.value_or(AnswerRow());
}

// Adds what journal and feed know.
Result<void> complete(sql::Connection& db, CaseRow& row) {
  HelpCase& value = row.value;
  WARMHEART_TRY_ASSIGN(value.delivery, delivery_of(db, row.record));
  WARMHEART_TRY_ASSIGN(const auto published, value_at(db, "case/" + to_hex(value.id.bytes())));
  if (published && published->has_case_state()) {
    const wire::CaseState& state = published->case_state();
    value.stage = case_stage_from(state.state()).value_or(CaseStage::received);
    value.union_name = state.union_name();
    value.answer = state.answer();
    value.call_back_due = state.call_back_due();
    value.answered_ms = state.answered_ms();
    if (state.due_ms() > 0) value.due_ms = state.due_ms();
    value.delivery = Delivery::received;  // also where this device has forgotten that it was sent
  }
  if (row.called) value.call_back_due = false;
  if (row.called && value.stage == CaseStage::handled) value.stage = CaseStage::called_back;
  if (value.answered_ms == 0) return {};
  WARMHEART_TRY_ASSIGN(const AnswerRow said, answer_row(db, value.id));
  value.rated = said.rated_ms == value.answered_ms;
  value.reopened = said.reopened_ms == value.answered_ms;
  if (!value.reopened) return {};
  WARMHEART_TRY_ASSIGN(value.delivery, delivery_of(db, row.record));
  value.stage = value.union_name.empty() ? CaseStage::received : CaseStage::dispatched;
  value.answer.clear();
  value.call_back_due = false;
  return {};
}

Result<std::optional<CaseRow>> find_case_row(sql::Connection& db, std::string_view where, ByteView key) {
  WARMHEART_TRY_ASSIGN(
      auto row,
      sql::row<CaseRow>(db,
                        "SELECT id,kind,masked_name,opened_ms,due_ms,called,record,look_up FROM help_case WHERE " +
                            std::string(where),
                        read_case, key));
  if (row) WARMHEART_TRY(complete(db, *row));
  return row;
}
Result<std::optional<CaseRow>> case_with(sql::Connection& db, const Uuid& id) {
  return find_case_row(db, "id=?", id.bytes());
}

Result<HelpCase> case_now(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, case_with(db, id));
  if (!row) return fail(ErrorCode::not_found, "no such case on this device");
  return std::move(row->value);
}

Result<void> write_opened(const Act& act, const NewCase& wanted, const std::string& wish, std::int64_t due_ms) {
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
  return act.write_record(wanted.id, wire::CASE_OPENED, payload);
}

}  // namespace

namespace station {

Result<std::optional<HelpCase>> case_by_look_up(const Act& act, const Digest& kept) {
  WARMHEART_TRY_ASSIGN(auto row, find_case_row(act.db, "look_up=?", kept));
  return row ? std::optional<HelpCase>(std::move(row->value)) : std::nullopt;
}

}  // namespace station

Result<std::vector<wire::CaseKind>> case_kinds(StationStore& store) {
  return store.read([&](const Act& act) -> Result<std::vector<wire::CaseKind>> {
    std::vector<wire::CaseKind> kinds;
    WARMHEART_TRY(for_each_value(act.db, "case-kind/",
                                 [&](const wire::FeedValue& value) { kinds.push_back(value.case_kind()); }));
    std::ranges::stable_sort(kinds, {}, [](const wire::CaseKind& kind) { return kind.order(); });
    return kinds;
  });
}

Result<HelpCase> open_case(StationStore& store, const NewCase& wanted) {
  bool known_before = false;
  const auto open = [&](const Act& act) -> Result<HelpCase> {
    WARMHEART_TRY_ASSIGN(auto known, case_with(act.db, wanted.id));
    known_before = known.has_value();
    if (known) {
      WARMHEART_TRY_ASSIGN(known->value.number,
                           act.memory().stored_code(act.identity(), wanted.id, known->look_up, wanted.prepared));
      return std::move(known->value);
    }
    WARMHEART_TRY_ASSIGN(const auto kind, kind_of(act.db, wanted.kind));
    if (!kind) return fail(ErrorCode::not_found, "this help is no longer offered here");
    if (kind->needs_name() && wanted.rider.empty())
      return fail(ErrorCode::invalid_argument, "this kind of help needs a name");
    WARMHEART_TRY_ASSIGN(const std::string wish, read_wish(wanted.wish));
    const bool has_topic = std::ranges::find(kind->topics(), wanted.topic) != kind->topics().end();
    if (wish.empty() && !has_topic) return fail(ErrorCode::invalid_argument, "neither a topic nor words");
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    const std::int64_t due = due_of(*kind, now);
    WARMHEART_TRY(sql::execute(
        act.db,
        "INSERT INTO help_case(id,kind,masked_name,look_up,opened_ms,due_ms,called,record) VALUES(?,?,?,?,?,?,0,?)",
        wanted.id.bytes(), wanted.kind, wanted.masked_name, kept_look_up(act.identity(), wanted.prepared.look_up_key),
        now, due, wanted.id.bytes()));
    WARMHEART_TRY(write_opened(act, wanted, wish, due));
    WARMHEART_TRY_ASSIGN(HelpCase made, case_now(act.db, wanted.id));
    made.number = wanted.prepared.query_code;
    return made;
  };
  WARMHEART_TRY_ASSIGN(HelpCase opened, store.transact(open));
  if (!known_before) store.memory().issued_codes.remember(wanted.id, opened.number);
  return opened;
}

Result<HelpCase> find_case(StationStore& store, const Uuid& id) {
  return store.read([&](const Act& act) { return case_now(act.db, id); });
}

Result<std::vector<HelpCase>> cases_to_call(StationStore& store) {
  return store.read([](const Act& act) -> Result<std::vector<HelpCase>> {
    std::vector<Uuid> due;
    WARMHEART_TRY(for_each_value(act.db, "case/", [&](const wire::FeedValue& value) {
      const auto id = Uuid::from_bytes(view_of(value.case_state().case_id()));
      if (id && value.case_state().call_back_due()) due.push_back(*id);
    }));
    std::vector<HelpCase> out;
    for (const Uuid& id : due) {
      WARMHEART_TRY_ASSIGN(auto row, case_with(act.db, id));
      if (row && row->value.call_back_due) out.push_back(std::move(row->value));
    }
    std::ranges::stable_sort(out, {}, &HelpCase::due_ms);
    return out;
  });
}

Result<void> record_call_back(StationStore& store, const Uuid& id, std::string_view outcome, const KeyId& staff) {
  const auto call = call_back_outcome_from(outcome);
  if (!call) return fail(ErrorCode::invalid_argument, "an outcome of the list");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, case_with(act.db, id));
    if (!row) return fail(ErrorCode::not_found, "no such case on this device");
    if (row->called) return {};
    if (!row->value.call_back_due) return fail(ErrorCode::conflict, "there is nothing to call about yet");
    WARMHEART_TRY(sql::execute(act.db, "UPDATE help_case SET called=? WHERE id=?",
                               *call != CallBackOutcome::not_reached, id.bytes()));
    wire::Payload payload;
    payload.mutable_case_called_back()->set_case_id(string_of(id.bytes()));
    payload.mutable_case_called_back()->set_outcome(wire_name(*call));
    payload.mutable_case_called_back()->set_staff(string_of(staff));
    return act.write_record(act.fresh_id(), wire::CASE_CALLED_BACK, payload);
  });
}

Result<HelpCase> rate_case(StationStore& store, const Uuid& id, std::string_view face) {
  if (!is_face(face)) return fail(ErrorCode::invalid_argument, "not one of the three faces");
  return store.transact([&](const Act& act) -> Result<HelpCase> {
    WARMHEART_TRY_ASSIGN(HelpCase known, case_now(act.db, id));
    if (known.rated) return known;
    if (known.answered_ms == 0) return fail(ErrorCode::conflict, "there is no answer yet");
    WARMHEART_TRY(sql::execute(act.db,
                               "INSERT INTO case_answer(help_case,rated_ms) VALUES(?,?) "
                               "ON CONFLICT(help_case) DO UPDATE SET rated_ms=excluded.rated_ms",
                               id.bytes(), known.answered_ms));
    WARMHEART_TRY(write_rating(act, act.fresh_id(), kAboutCase, known.kind, face));
    known.rated = true;
    return known;
  });
}

Result<HelpCase> reopen_case(StationStore& store, const Uuid& id) {
  return store.transact([&](const Act& act) -> Result<HelpCase> {
    WARMHEART_TRY_ASSIGN(HelpCase known, case_now(act.db, id));
    if (known.reopened) return known;
    if (known.answered_ms == 0) return fail(ErrorCode::conflict, "there is no answer yet");
    WARMHEART_TRY(sql::execute(act.db,
                               "INSERT INTO case_answer(help_case,reopened_ms) VALUES(?,?) "
                               "ON CONFLICT(help_case) DO UPDATE SET reopened_ms=excluded.reopened_ms",
                               id.bytes(), known.answered_ms));
    const Uuid record = act.fresh_id();
    WARMHEART_TRY(
        sql::execute(act.db, "UPDATE help_case SET called=0,record=? WHERE id=?", record.bytes(), id.bytes()));
    wire::Payload payload;
    payload.mutable_case_reopened()->set_case_id(string_of(id.bytes()));
    payload.mutable_case_reopened()->set_answered_ms(known.answered_ms);
    WARMHEART_TRY(act.write_record(record, wire::CASE_REOPENED, payload));
    return case_now(act.db, id);
  });
}

}  // namespace warmheart
