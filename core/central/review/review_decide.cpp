#include "core/central/review/review_decide.h"

#include <algorithm>

#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/review/error_reasons.h"
#include "core/central/review/review_open.h"
#include "core/member/application.h"
#include "core/member/review.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::ApplicationRow;

constexpr std::size_t kMaxReasonBytes = 400 * 4;  // 400 characters of UTF-8
constexpr std::size_t kMaxNoteBytes = 100 * 4;

tl::unexpected<Error> wrong(const char* what, std::string_view reason = {}) {
  return fail(ErrorCode::invalid_argument, what, reason);
}

// What the decision itself must bring, before anything is looked up.
Result<void> check_shape(const Decision& decision) {
  if (decision.reason.size() > kMaxReasonBytes)
    return wrong("the reason is too long: at most 400 characters", refusal::kBadReason);
  if (decision.person.size() > kMaxNoteBytes || decision.resolution.size() > kMaxNoteBytes) {
    return wrong("the person or the resolution is too long: at most 100 characters");
  }
  switch (decision.action) {
    case DecisionAction::approve:
    case DecisionAction::forward: return {};
    case DecisionAction::reject:
      if (decision.reason.empty()) return wrong("a rejection needs a reason for the rider", refusal::kBadReason);
      return {};
    case DecisionAction::give_back:
      if (decision.fields.empty()) return wrong("choose at least one field to be filled in again", refusal::kNoFields);
      if (decision.reason.empty())
        return wrong("a return needs a sentence that tells the rider what to do", refusal::kBadReason);
      for (const std::string& name : decision.fields) {
        const auto field = field_from(name);
        if (!field || *field == Field::consents) return wrong("a field that cannot be returned was chosen");
      }
      return {};
  }
  return wrong("there is no such action");
}

Result<void> check_forward(Snapshot& in, const ApplicationRow& row, const std::string& union_code) {
  if (union_code == row.union_code)
    return wrong("the application is with this union already; choose another one", refusal::kSameUnion);
  WARMHEART_TRY_ASSIGN(const bool found,
                       sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM receiving_union WHERE code = ?)", union_code));
  if (!found) return wrong("there is no such union; choose one from the list", refusal::kNoUnion);
  return {};
}

Result<void> check_against(Snapshot& in, const Reviewer& reviewer, const ApplicationRow& row,
                           const Decision& decision) {
  if (row.state != ApplicationState::awaiting_review) {
    return fail(ErrorCode::conflict,
                "this application is " + std::string(wire_name(row.state)) + " and cannot be decided now",
                refusal::kDecided);
  }
  WARMHEART_TRY_ASSIGN(const auto pending, internal::pending_decision(in, row.id));
  if (pending) {
    return fail(ErrorCode::conflict, pending->by_user + " has just decided this application; undo that first",
                refusal::kJustDecided);
  }
  if (row.assigned_to != reviewer.user)
    return fail(ErrorCode::conflict, "open the application before you decide", refusal::kNotOpened);
  if (decision.action == DecisionAction::forward) return check_forward(in, row, decision.union_code);
  if (decision.action == DecisionAction::approve) {
    WARMHEART_TRY_ASSIGN(const Uuid other, internal::membership_of(in, row));
    if (!other.empty()) {
      return fail(ErrorCode::conflict, "this person is a member already by another application; see the duplicates",
                  refusal::kMemberAlready);
    }
  }
  return {};
}

}  // namespace

Result<DecisionAction> decision_action(const std::string& name) {
  if (const auto action = state_from<DecisionAction>(name)) return *action;
  return fail(ErrorCode::invalid_argument, "there is no such action; actions are approve, return, reject and forward");
}

static internal::PendingDecision read_pending(sql::Columns& row) {
  internal::PendingDecision pending;
  pending.decision.action = row.named(state_from<DecisionAction>);
  pending.decision.fields = internal::split_names(row.text());
  pending.decision.reason = row.text();
  pending.decision.union_code = row.text();
  pending.decision.person = row.text();
  pending.decision.resolution = row.text();
  pending.by_user = row.text();
  pending.decided_ms = row.integer();
  pending.undo_until_ms = row.integer();
  return pending;
}

Result<std::optional<internal::PendingDecision>> internal::pending_decision(Snapshot& in, const Uuid& id) {
  return sql::row<PendingDecision>(
      in,
      "SELECT action, fields, reason, union_code, person, resolution, by_user, decided_ms, undo_until_ms "
      "FROM pending_decision WHERE application = ?",
      read_pending, id.bytes());
}

Result<void> internal::drop_pending(Act& act, const Uuid& id) {
  act.needs(Lock::person(id));
  WARMHEART_TRY(sql::execute(act, "DELETE FROM pending_decision WHERE application = ?", id.bytes()));
  return {};
}

Result<Uuid> internal::membership_of(Snapshot& in, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(
      const auto other,
      sql::row<Uuid>(in, "SELECT id FROM application WHERE person = ? AND state = 'approved' AND id <> ?",
                     row.person.bytes(), row.id.bytes()));
  return other.value_or(Uuid());
}

Result<std::int64_t> decide(CentralStore& store, const Reviewer& reviewer, const Uuid& id, const Decision& decision,
                            std::int64_t undo_ms) {
  WARMHEART_TRY(check_shape(decision));
  return store.transact({Lock::person(id), Lock::queue(reviewer.union_code)}, [&](Act& act) -> Result<std::int64_t> {
    WARMHEART_TRY_ASSIGN(const ApplicationRow row, internal::application_for(act, reviewer, id));
    WARMHEART_TRY(check_against(act, reviewer, row, decision));
    const std::int64_t now = act.now_ms();
    WARMHEART_TRY(sql::execute(act,
                               "INSERT INTO pending_decision(application, action, fields, reason, union_code, person, "
                               "resolution, by_user, decided_ms, undo_until_ms) "
                               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               id.bytes(), name_of(decision.action), internal::join_names(decision.fields),
                               decision.reason, decision.union_code, decision.person, decision.resolution,
                               reviewer.user, now, now + undo_ms));
    const std::string note = decision.action == DecisionAction::forward ? decision.union_code : decision.reason;
    WARMHEART_TRY(internal::add_history(act, id, name_of(decision.action), reviewer.user, note));
    WARMHEART_TRY(internal::write_audit(act, reviewer.user, "decided", id.text(), name_of(decision.action)));
    return now + undo_ms;
  });
}

Result<void> undo(CentralStore& store, const Reviewer& reviewer, const Uuid& id) {
  return store.transact({Lock::person(id), Lock::queue(reviewer.union_code)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const ApplicationRow row, internal::application_for(act, reviewer, id));
    WARMHEART_TRY_ASSIGN(const auto pending, internal::pending_decision(act, id));
    if (!pending || act.now_ms() >= pending->undo_until_ms) {
      return fail(ErrorCode::conflict, "the time to undo is over: the decision stands", refusal::kUndoOver);
    }
    if (pending->by_user != reviewer.user)
      return fail(ErrorCode::forbidden, "only who decided can undo it", refusal::kNotYours);
    WARMHEART_TRY(internal::drop_pending(act, id));
    WARMHEART_TRY(internal::add_history(act, id, "undone", reviewer.user, name_of(pending->decision.action)));
    WARMHEART_TRY(
        internal::write_audit(act, reviewer.user, "decision-undone", id.text(), name_of(pending->decision.action)));
    return {};
  });
}

}  // namespace warmheart
