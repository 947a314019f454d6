// A decision waits ten seconds (or as the office has set it), in which it can be undone; review_settle.h makes it true.
// Approved twice is impossible. Failure: forbidden: another union's; conflict: another state, or in another reviewer's
// hands; Error::reason says which (error_reasons.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/central/access/access.h"
#include "core/central/members/application_table.h"
#include "core/central/store/states.h"
#include "core/central/store/store.h"

namespace warmheart {

inline constexpr std::int64_t kUndoMs = 10'000;  // unless the office has set another window

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

namespace internal {

struct PendingDecision {
  Decision decision;
  std::string by_user;
  std::int64_t decided_ms = 0;
  std::int64_t undo_until_ms = 0;
};
Result<std::optional<PendingDecision>> pending_decision(Snapshot& in, const Uuid& id);
Result<void> drop_pending(Act& act, const Uuid& id);

// Another application of this person that is approved already; empty: none.
Result<Uuid> membership_of(Snapshot& in, const ApplicationRow& row);

}  // namespace internal

}  // namespace warmheart
