// Cases as rows, inside the caller's transaction; shared by cases.cpp and apply_case.cpp. Not for other rooms.
#pragma once

#include <optional>

#include "core/central/cases/cases.h"

namespace warmheart::internal {

struct CaseRow {
  CaseLine line;
  std::string answer;
  Uuid person;  // empty: nobody
  Bytes sealed;
  std::string scope;
};
Result<std::optional<CaseRow>> find_case_row(Snapshot& in, const Uuid& id);
// Who and what it is about: personal. not_found: the person was erased.
Result<wire::CaseOpened> open_case_row(Snapshot& in, const CaseRow& row);
// Stage, union, answer, outcome; the station where it was opened is told.
Result<void> update_case(Act& act, const CaseRow& row);
Result<void> publish_case(Act& act, const CaseRow& row);

}  // namespace warmheart::internal
