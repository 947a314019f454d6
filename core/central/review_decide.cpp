#include <algorithm>

#include "core/central/inside.h"
#include "core/central/refusals.h"
#include "core/central/review.h"
#include "core/central/review_rules.h"
#include "core/member/application.h"
#include "core/member/review.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using inside::ApplicationRow;

constexpr std::size_t kMaxReasonBytes = 400 * 4;  // 400 characters of UTF-8
constexpr std::size_t kMaxNoteBytes = 100 * 4;

tl::unexpected<Error> wrong(const char* what, std::string_view reason = {}) { return fail(ErrorCode::invalid_argument, what, reason); }

// What the decision itself must bring, before anything is looked up.
Result<void> check_shape(const Decision& decision) {
  if (decision.reason.size() > kMaxReasonBytes) return wrong("the reason is too long: at most 400 characters", refusal::kBadReason);
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
      if (decision.reason.empty()) return wrong("a return needs a sentence that tells the rider what to do", refusal::kBadReason);
      for (const std::string& name : decision.fields) {
        const auto field = field_from(name);
        if (!field || *field == Field::consents) return wrong("a field that cannot be returned was chosen");
      }
      return {};
  }
  return wrong("there is no such action");
}

Result<void> check_forward(CentralStore& store, const ApplicationRow& row, const std::string& union_code) {
  if (union_code == row.union_code) return wrong("the application is with this union already; choose another one", refusal::kSameUnion);
  WARMHEART_TRY_ASSIGN(const bool found, sql::value<bool>(store.inside().db, "SELECT EXISTS(SELECT 1 FROM receiving_union WHERE code = ?)",
                                                          union_code));
  if (!found) return wrong("there is no such union; choose one from the list", refusal::kNoUnion);
  return {};
}

Result<void> check_against(CentralStore& store, const Reviewer& reviewer, const ApplicationRow& row, const Decision& decision) {
  if (row.state != ApplicationState::awaiting_review) {
    return fail(ErrorCode::conflict, "this application is " + std::string(wire_name(row.state)) + " and cannot be decided now", refusal::kDecided);
  }
  WARMHEART_TRY_ASSIGN(const auto pending, inside::pending_decision(store, row.id));
  if (pending) {
    return fail(ErrorCode::conflict, pending->by_user + " has just decided this application; undo that first", refusal::kJustDecided);
  }
  if (row.assigned_to != reviewer.user) return fail(ErrorCode::conflict, "open the application before you decide", refusal::kNotOpened);
  if (decision.action == DecisionAction::forward) return check_forward(store, row, decision.union_code);
  if (decision.action == DecisionAction::approve) {
    WARMHEART_TRY_ASSIGN(const Uuid other, inside::membership_of(store, row));
    if (!other.empty()) {
      return fail(ErrorCode::conflict, "this person is a member already by another application; see the duplicates", refusal::kMemberAlready);
    }
  }
  return {};
}

}  // namespace

Result<DecisionAction> decision_action(const std::string& name) {
  if (const auto action = state_from<DecisionAction>(name)) return *action;
  return fail(ErrorCode::invalid_argument, "there is no such action; actions are approve, return, reject and forward");
}

static inside::PendingDecision read_pending(sql::Columns& row) {
  inside::PendingDecision pending;
  pending.decision.action = row.named(state_from<DecisionAction>);
  pending.decision.fields = inside::split_names(row.text());
  pending.decision.reason = row.text();
  pending.decision.union_code = row.text();
  pending.decision.person = row.text();
  pending.decision.resolution = row.text();
  pending.by_user = row.text();
  pending.decided_ms = row.integer();
  pending.undo_until_ms = row.integer();
  return pending;
}

Result<std::optional<inside::PendingDecision>> inside::pending_decision(CentralStore& store, const Uuid& id) {
  return sql::row<PendingDecision>(store.inside().db,
      "SELECT action, fields, reason, union_code, person, resolution, by_user, decided_ms, undo_until_ms "
      "FROM pending_decision WHERE application = ?",
      read_pending, id.bytes());
}

Result<void> inside::drop_pending(CentralStore& store, const Uuid& id) {
  WARMHEART_TRY(sql::execute(store.inside().db, "DELETE FROM pending_decision WHERE application = ?", id.bytes()));
  return {};
}

Result<Uuid> inside::membership_of(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const auto other, sql::row<Uuid>(store.inside().db,
      "SELECT id FROM application WHERE person = ? AND state = 'approved' AND id <> ?", row.person.bytes(), row.id.bytes()));
  return other.value_or(Uuid());
}

Result<std::int64_t> decide(CentralStore& store, const Reviewer& reviewer, const Uuid& id, const Decision& decision) {
  WARMHEART_TRY(check_shape(decision));
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const ApplicationRow row, inside::application_for(store, reviewer, id));
  WARMHEART_TRY(check_against(store, reviewer, row, decision));
  const std::int64_t now = store.now_ms();
  WARMHEART_TRY(sql::execute(store.inside().db,
      "INSERT INTO pending_decision(application, action, fields, reason, union_code, person, resolution, by_user, decided_ms, undo_until_ms) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id.bytes(), name_of(decision.action), inside::join_names(decision.fields), decision.reason,
      decision.union_code, decision.person, decision.resolution, reviewer.user, now, now + kUndoMs));
  const std::string note = decision.action == DecisionAction::forward ? decision.union_code : decision.reason;
  WARMHEART_TRY(inside::add_history(store, id, name_of(decision.action), reviewer.user, note));
  WARMHEART_TRY(inside::write_audit(store, reviewer.user, "decided", id.text(), name_of(decision.action)));
  WARMHEART_TRY(transaction.commit());
  return now + kUndoMs;
}

Result<void> undo(CentralStore& store, const Reviewer& reviewer, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const ApplicationRow row, inside::application_for(store, reviewer, id));
  WARMHEART_TRY_ASSIGN(const auto pending, inside::pending_decision(store, id));
  if (!pending || store.now_ms() >= pending->undo_until_ms) {
    return fail(ErrorCode::conflict, "the ten seconds are over: the decision stands", refusal::kUndoOver);
  }
  if (pending->by_user != reviewer.user) return fail(ErrorCode::forbidden, "only who decided can undo it", refusal::kNotYours);
  WARMHEART_TRY(inside::drop_pending(store, id));
  WARMHEART_TRY(inside::add_history(store, id, "undone", reviewer.user, name_of(pending->decision.action)));
  WARMHEART_TRY(inside::write_audit(store, reviewer.user, "decision-undone", id.text(), name_of(pending->decision.action)));
  return transaction.commit();
}

}  // namespace warmheart
