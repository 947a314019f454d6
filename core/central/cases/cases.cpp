#include "core/central/store/audit.h"
#include "core/central/cases/cases.h"
#include "core/central/feed/feed.h"

#include "core/central/cases/case_table.h"
#include "core/central/store/columns.h"
#include "core/central/members/people.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

using internal::CaseRow;

namespace {

constexpr const char* kColumns =
    "SELECT c.id, c.kind, c.topic, c.state, c.masked_name, coalesce(s.name, ''), c.union_name, c.outcome, c.opened_ms, "
    "c.due_ms, c.handled_ms, "
    "c.call_back, c.answer, c.person, c.sealed, c.scope FROM help_case c LEFT JOIN station s ON s.id = c.station ";

CaseRow read_case(sql::Columns& row) {
  CaseRow out;
  CaseLine& line = out.line;
  line.id = row.id();
  line.kind = row.text();
  line.topic = row.text();
  line.stage = row.named(case_stage_from);
  line.masked_name = row.text();
  line.station = row.text();
  line.union_name = row.text();
  line.outcome = row.text();
  line.opened_ms = row.integer();
  line.due_ms = row.integer();
  line.handled_ms = row.integer();
  line.call_back = row.flag();
  out.answer = row.text();
  out.person = internal::id_or_none(row);
  out.sealed = row.bytes();
  out.scope = row.text();
  return out;
}

// A step of the loop: the row is read, changed and told in one transaction, with its audit row.
template <class Change>
Result<void> step(CentralStore& store, const Uuid& id, const std::string& who, const char* what, Change change) {
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(auto row, internal::find_case_row(act, id));
    if (!row) return fail(ErrorCode::not_found, "there is no such case");
    WARMHEART_TRY(change(*row));
    WARMHEART_TRY(internal::update_case(act, *row));
    WARMHEART_TRY(internal::write_audit(act, who, what, id.text(), ""));
    return {};
  });
}

Result<void> not_there_yet(const CaseRow& row, const char* next) {
  return fail(ErrorCode::conflict, std::string("the case is ") + wire_name(row.line.stage) + "; " + next);
}

}  // namespace

namespace internal {

Result<std::optional<CaseRow>> find_case_row(Snapshot& in, const Uuid& id) {
  return sql::row<CaseRow>(in, std::string(kColumns) + "WHERE c.id = ?", read_case, id.bytes());
}

Result<wire::CaseOpened> open_case_row(Snapshot& in, const CaseRow& row) {
  WARMHEART_TRY_ASSIGN(const SecretBytes plain, decrypt_for_person(in, row.person, row.line.id, row.sealed));
  wire::CaseOpened opened;
  if (!parse(plain.view(), opened)) return fail(ErrorCode::corrupt, "what was stored of the case cannot be read");
  return opened;
}

Result<void> publish_case(Act& act, const CaseRow& row) {
  wire::FeedValue value;
  wire::CaseState& state = *value.mutable_case_state();
  state.set_case_id(string_of(row.line.id.bytes()));
  state.set_state(wire_name(row.line.stage));
  state.set_union_name(row.line.union_name);
  state.set_due_ms(row.line.due_ms);
  state.set_answer(row.answer);
  state.set_changed_ms(act.now_ms());
  state.set_call_back_due(row.line.stage == CaseStage::handled && row.line.call_back);
  return write_feed(act, row.scope, "case/" + to_hex(row.line.id.bytes()), value);
}

Result<void> update_case(Act& act, const CaseRow& row) {
  WARMHEART_TRY(sql::execute(act,
                             "UPDATE help_case SET state = ?, union_name = ?, answer = ?, outcome = ?, handled_ms = ?, "
                             "changed_ms = ? WHERE id = ?",
                             wire_name(row.line.stage), row.line.union_name, row.answer, row.line.outcome,
                             row.line.handled_ms, act.now_ms(), row.line.id.bytes()));
  return publish_case(act, row);
}

}  // namespace internal

Result<std::vector<CaseLine>> list_cases(CentralStore& store, bool closed) {
  const char* which = closed ? "ORDER BY c.opened_ms DESC, c.id LIMIT 1000"
                             : "WHERE c.state <> 'closed' ORDER BY c.due_ms, c.id LIMIT 1000";
  const auto read = [](sql::Columns& row) { return read_case(row).line; };
  return store.read([&](Snapshot& in) -> Result<std::vector<CaseLine>> {
    return sql::rows<CaseLine>(in, std::string(kColumns) + which, read);
  });
}

Result<WholeCase> open_case_file(CentralStore& store, const Uuid& id, const std::string& who,
                                 const std::string& reason) {
  if (reason.empty())
    return fail(ErrorCode::invalid_argument, "say why this case is opened: it is written into the audit");
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<WholeCase> {
    WARMHEART_TRY_ASSIGN(const auto row, internal::find_case_row(act, id));
    if (!row) return fail(ErrorCode::not_found, "there is no such case");
    WholeCase whole{row->line, {}};
    if (!row->person.empty()) { WARMHEART_TRY_ASSIGN(whole.opened, internal::open_case_row(act, *row)); }
    WARMHEART_TRY(internal::write_audit(act, who, "case-opened", id.text(), reason));
    return whole;
  });
}

Result<Uuid> find_case(CentralStore& store, const std::string& beginning) {
  return store.read([&](Snapshot& in) -> Result<Uuid> {
    return internal::id_beginning(in, "help_case", beginning, "case", "warmheart-admin cases");
  });
}

Result<void> dispatch_case(CentralStore& store, const Uuid& id, const std::string& union_name, const std::string& who) {
  if (union_name.empty()) return fail(ErrorCode::invalid_argument, "say who takes the case over");
  return step(store, id, who, "case-dispatched", [&](CaseRow& row) -> Result<void> {
    if (row.line.stage != CaseStage::received && row.line.stage != CaseStage::dispatched)
      return not_there_yet(row, "only an open case is handed over");
    row.line.stage = CaseStage::dispatched;
    row.line.union_name = union_name;
    return {};
  });
}

Result<void> answer_case(CentralStore& store, const Uuid& id, const std::string& answer, const std::string& who) {
  if (answer.empty()) return fail(ErrorCode::invalid_argument, "an answer is a sentence for the rider");
  return step(store, id, who, "case-answered", [&](CaseRow& row) -> Result<void> {
    if (row.line.stage == CaseStage::called_back || row.line.stage == CaseStage::closed)
      return not_there_yet(row, "its answer was given");
    row.line.stage = CaseStage::handled;
    row.line.handled_ms = store.now_ms();
    row.answer = answer;
    return {};
  });
}

Result<void> record_call_back(CentralStore& store, const Uuid& id, const std::string& outcome, const std::string& who) {
  if (!is_call_back_outcome(outcome))
    return fail(ErrorCode::invalid_argument, "an outcome is satisfied, not-satisfied or not-reached");
  return step(store, id, who, "case-called-back", [&](CaseRow& row) -> Result<void> {
    if (row.line.stage != CaseStage::handled && row.line.stage != CaseStage::called_back)
      return not_there_yet(row, "answer it before the call");
    row.line.outcome = outcome;
    if (outcome != "not-reached") row.line.stage = CaseStage::called_back;
    return {};
  });
}

Result<void> close_case(CentralStore& store, const Uuid& id, const std::string& who) {
  return step(store, id, who, "case-closed", [&](CaseRow& row) -> Result<void> {
    const bool ready =
        row.line.stage == CaseStage::called_back || (row.line.stage == CaseStage::handled && !row.line.call_back);
    if (!ready)
      return not_there_yet(row, "every closed matter is answered, and its rider called back where a call was wanted");
    row.line.stage = CaseStage::closed;
    return {};
  });
}

Result<CaseFigures> case_figures(CentralStore& store) {
  const auto read = [](sql::Columns& row) {
    return CaseFigures{row.counter(), row.counter(), row.counter(), row.counter(), row.counter(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<CaseFigures> {
    return sql::value<CaseFigures>(
        in,
        "SELECT count(*), coalesce(sum(state = 'closed'), 0), coalesce(sum(due_ms < ?1 OR handled_ms > 0), 0), "
        "coalesce(sum(handled_ms > 0 AND handled_ms <= due_ms), 0), coalesce(sum(outcome = 'satisfied' OR outcome = "
        "'not-satisfied'), 0), "
        "coalesce(sum(outcome = 'satisfied'), 0) FROM help_case",
        read, in.now_ms());
  });
}

}  // namespace warmheart
