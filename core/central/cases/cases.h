// Cases at the centre: the closed loop (core/service/DOMAIN.md "Cases") from the station's record to the call back.
// What the rider wrote and who it is stand encrypted under the person's key; lists are masked, and opening one writes
// an audit row with its reason. Failure: not_found; conflict = the case does not stand where this step begins;
// invalid_argument = a value that is missing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"
#include "core/service/help_case.h"

namespace warmheart {

struct CaseLine {
  Uuid id;
  std::string kind, topic;
  CaseStage stage = CaseStage::received;
  std::string masked_name, station, union_name, outcome;
  std::int64_t opened_ms = 0, due_ms = 0, handled_ms = 0;
  bool call_back = false;
  std::uint64_t reopened = 0;  // by its rider, who was not satisfied with an answer
};
// Those that are not closed, the first due first; or with `closed` all, the newest first.
Result<std::vector<CaseLine>> list_cases(CentralStore& store, bool closed);

struct WholeCase {
  CaseLine line;
  wire::CaseOpened opened;  // personal: who and what
};
// One audit row. `reason`: why it was opened, for the audit.
Result<WholeCase> open_case_file(CentralStore& store, const Uuid& id, const std::string& who,
                                 const std::string& reason);
// A case by its id or the beginning of it (at least four hexadecimal characters), where only one has it.
Result<Uuid> find_case(CentralStore& store, const std::string& beginning);

// Handed over: only from now on a slip says so.
Result<void> dispatch_case(CentralStore& store, const Uuid& id, const std::string& union_name, const std::string& who);
// A sentence for the rider; whoever wanted a call is to be called.
Result<void> answer_case(CentralStore& store, const Uuid& id, const std::string& answer, const std::string& who);
Result<void> record_call_back(CentralStore& store, const Uuid& id, const std::string& outcome, const std::string& who);
// Every closed matter was called back, where a call was wanted.
Result<void> close_case(CentralStore& store, const Uuid& id, const std::string& who);

struct CaseFigures {
  std::uint64_t all = 0, closed = 0;
  std::uint64_t due_by_now = 0, on_time = 0;  // of those whose due time is over or that are handled
  std::uint64_t called = 0, satisfied = 0;
};
Result<CaseFigures> case_figures(CentralStore& store);

}  // namespace warmheart
