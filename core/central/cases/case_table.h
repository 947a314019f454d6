// Cases as rows, inside the caller's transaction; shared by cases.cpp and apply_case.cpp. Not for other rooms.
#pragma once

#include <optional>

#include "core/central/cases/cases.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

struct CaseRow {
  CaseLine line;
  std::string answer;
  Uuid person;  // empty: nobody
  Bytes sealed;
  std::string scope;
};
// Every statement that reads cases begins so, and its rows are read by read_case().
inline constexpr const char* kCaseColumns =
    "SELECT c.id, c.kind, c.topic, c.state, c.masked_name, coalesce(s.name, ''), c.union_name, c.outcome, c.opened_ms, "
    "c.due_ms, c.handled_ms, "
    "c.call_back, c.answer, c.person, c.sealed, c.scope, c.reopened FROM help_case c LEFT JOIN station s ON s.id = "
    "c.station ";
CaseRow read_case(sql::Columns& row);
Result<std::optional<CaseRow>> find_case_row(Snapshot& in, const Uuid& id);
// Who and what it is about: personal. not_found: the person was erased.
Result<wire::CaseOpened> open_case_row(Snapshot& in, const CaseRow& row);
// Stage, union, answer, outcome, due time, how often it was reopened; the station where it was opened is told.
Result<void> update_case(Act& act, const CaseRow& row);
Result<void> publish_case(Act& act, const CaseRow& row);

}  // namespace warmheart::internal
