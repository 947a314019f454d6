// Review by a union reviewer of its own union only. Lists are masked; opening shows the
// whole application and writes one audit row (who read what stands in the audit, not in the history). A decision waits
// ten seconds (or as configured), in which it can be undone; settle_due makes it true: state, feed value for the
// station, approved number for the district, final card. Approved twice is impossible. Failure: forbidden = another
// union's; conflict = another state, or in another reviewer's hands; Error::reason says which (refusals.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/central/access/access.h"
#include "core/central/store/states.h"
#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::int64_t kUndoMs = 10'000;                  // unless the office has set another window
inline constexpr std::int64_t kAssignmentMs = 30ll * 60 * 1000;  // an opened application is mine for this long

struct UnionName {
  std::string code;
  std::string name;
  std::string name_en;
  std::string kind;
};

struct ApplicationFilter {
  std::string state;       // "awaiting-review", "returned", "rejected", "approved", "withdrawn", "" or "all"
  std::string after;       // `next` of the page before
  std::size_t limit = 50;  // at most 200
};

struct Check {
  std::string code;  // "complete", "duplicate", "manual-review", "signature-missing"
  std::uint64_t count = 0;
};

struct ApplicationItem {
  Uuid id;
  std::string masked_name;
  std::string occupation;
  std::string station;   // name
  std::string district;  // code
  UnionName receiving_union;
  std::string state;
  std::int64_t submitted_ms = 0;  // by the device's clock
  std::int64_t received_ms = 0;   // ours; the list's order
  std::int64_t waiting_ms = 0;    // since received, while awaiting review
  std::vector<Check> checks;
  std::string assigned_to;  // user, or empty
  std::optional<std::int64_t> undo_until_ms;
};
struct ApplicationList {
  std::int64_t as_of_ms = 0;
  std::vector<ApplicationItem> items;  // oldest first
  std::string next;                    // empty: the end
};
Result<ApplicationList> list_applications(CentralStore& store, const Reviewer& reviewer,
                                          const ApplicationFilter& filter);

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
  wire::ApplicationSubmitted whole;  // fields as they stand now, consents, without the query code
  std::string birth_date;            // "1994-08-23", derived; empty where the document has none
  std::string sex;                   // "male", "female", or empty
  std::vector<std::string> returned_fields;
  std::string decided_reason;
  std::int64_t approved_ms = 0;
  std::vector<HistoryEntry> history;
  std::vector<Duplicate> duplicates;
};
Result<OpenedApplication> open_application(CentralStore& store, const Reviewer& reviewer, const Uuid& id);

enum class DecisionAction { approve, give_back, reject, forward };
inline constexpr StateName<DecisionAction> kDecisionActions[] = {{DecisionAction::approve, "approve"},
                                                                 {DecisionAction::give_back, "return"},
                                                                 {DecisionAction::reject, "reject"},
                                                                 {DecisionAction::forward, "forward"}};
constexpr std::span<const StateName<DecisionAction>> names_of(DecisionAction) { return kDecisionActions; }
Result<DecisionAction> decision_action(const std::string& wire_name);  // "approve", "return", "reject", "forward"

struct Decision {
  DecisionAction action = DecisionAction::approve;
  std::vector<std::string> fields;  // give_back: which to fill anew; at least one
  std::string reason;               // give_back, reject: a sentence for the rider; at most 400 characters
  std::string union_code;           // forward: where to
  std::string person;               // approve: whose resolution, optional
  std::string resolution;           // approve: its number, optional
};
// Only after open_application by the same reviewer. `undo_ms`: how long it can be undone. Returns undo_until_ms.
Result<std::int64_t> decide(CentralStore& store, const Reviewer& reviewer, const Uuid& id, const Decision& decision,
                            std::int64_t undo_ms = kUndoMs);
Result<void> undo(CentralStore& store, const Reviewer& reviewer, const Uuid& id);

// Settles every decision whose undo window has passed, each in its own transaction. Call about once a second, and at
// start.
Result<std::size_t> settle_due(CentralStore& store);

}  // namespace warmheart
