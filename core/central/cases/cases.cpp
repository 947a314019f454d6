#include "core/central/cases/cases.h"

#include "core/central/cases/case_table.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/members/people.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {

using internal::CaseRow;

namespace {

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

Result<std::vector<CaseLine>> list_cases(CentralStore& store, bool closed) {
  const char* which = closed ? "ORDER BY c.opened_ms DESC, c.id LIMIT 1000"
                             : "WHERE c.state <> 'closed' ORDER BY c.due_ms, c.id LIMIT 1000";
  const auto read = [](sql::Columns& row) { return internal::read_case(row).line; };
  return store.read([&](Snapshot& in) -> Result<std::vector<CaseLine>> {
    return sql::rows<CaseLine>(in, std::string(internal::kCaseColumns) + which, read);
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
        "SELECT count(*), count(*) FILTER (WHERE state = 'closed'), count(*) FILTER (WHERE due_ms < ?1 OR handled_ms > "
        "0), count(*) FILTER (WHERE handled_ms > 0 AND handled_ms <= due_ms), "
        "count(*) FILTER (WHERE outcome = 'satisfied' OR outcome = 'not-satisfied'), "
        "count(*) FILTER (WHERE outcome = 'satisfied') FROM help_case",
        read, in.now_ms());
  });
}

}  // namespace warmheart
