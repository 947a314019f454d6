// What the review's files and apply share: who may see what, and how a row becomes a list item. Not for other rooms.
#pragma once

#include "core/central/members/application_table.h"
#include "core/central/review/review.h"

namespace warmheart::internal {

// Carries the number of the provisional card (core/member/CARD.md), and what the application says now.
Result<std::string> final_card(Snapshot& in, const ApplicationRow& row);

bool may_see(const Reviewer& reviewer, const ApplicationRow& row);

// The application, if this reviewer may see it; not_found or forbidden else.
Result<ApplicationRow> application_for(Snapshot& in, const Reviewer& reviewer, const Uuid& id);

// One row as lists show it: masked, with station, union, checks and a decision's undo window.
Result<ApplicationItem> list_item(Snapshot& in, const Uuid& id);

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

}  // namespace warmheart::internal
