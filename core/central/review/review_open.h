// Opening shows a whole application and writes one audit row: who read what stands in the audit, not in the history.
// Failure: not_found; forbidden: another union's; conflict: in another reviewer's hands. Error::reason says which
// (error_reasons.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/members/application_table.h"
#include "core/central/review/review_list.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::int64_t kAssignmentMs = 30ll * 60 * 1000;  // an opened application is mine for this long

struct HistoryEntry {
  std::int64_t at_ms = 0;
  // "submitted", "received", "corrected", "withdrawn", "approve", "return", "reject", "forward", "undone",
  // "not-settled"
  std::string what;
  std::string by;
  std::string reason;
};
struct Duplicate {
  Uuid id;
  std::string masked_name;
  std::string state;
  std::string station;
  std::int64_t submitted_ms = 0;
  std::int64_t received_ms = 0;
};
// Personal: never logged, never stored by the caller.
struct OpenedApplication {
  ApplicationItem item;
  wire::ApplicationSubmitted whole;        // fields as they stand now, consents, without the query code
  std::string birth_date;                  // "1994-08-23", derived; empty where the document has none
  std::string sex;                         // "male", "female", or empty
  std::vector<std::string> broken_fields;  // wire names: what the rules of the form would not have let through
  std::vector<std::string> returned_fields;
  std::string decided_reason;
  std::int64_t approved_ms = 0;
  std::vector<HistoryEntry> history;
  std::vector<Duplicate> duplicates;
};
Result<OpenedApplication> open_application(CentralStore& store, const Reviewer& reviewer, const Uuid& id);

namespace internal {

bool may_see(const Reviewer& reviewer, const ApplicationRow& row);

// The application, if this reviewer may see it; not_found or forbidden else.
Result<ApplicationRow> application_for(Snapshot& in, const Reviewer& reviewer, const Uuid& id);

}  // namespace internal

}  // namespace warmheart
