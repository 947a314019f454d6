#include "core/central/review/review_settle.h"

#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/members/cards.h"
#include "core/central/review/review_decide.h"
#include "core/member/card.h"
#include "core/member/review.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::ApplicationRow;
using internal::PendingDecision;

Result<void> approve(Act& act, const PendingDecision& pending, ApplicationRow& row) {
  row.state = ApplicationState::approved;
  row.approved_ms = pending.decided_ms;  // membership counts from the approval date
  WARMHEART_TRY_ASSIGN(row.final_card, internal::final_card(act, row));
  row.resolution_person = pending.decision.person;
  row.resolution = pending.decision.resolution;
  return internal::list_approved_card(act, row);
}

Result<void> forward(Act& act, const PendingDecision& pending, ApplicationRow& row) {
  // The union stands also inside the encrypted whole, from which lists and cards are made.
  WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, internal::decrypt_application(act, row));
  whole.mutable_fields()->set_union_code(pending.decision.union_code);
  return internal::encrypt_application(act, whole, row);
}

Result<void> take_effect(Act& act, const PendingDecision& pending, ApplicationRow& row) {
  row.returned_fields.clear();
  row.reason = pending.decision.reason;
  row.decided_by = pending.by_user;
  row.decided_ms = pending.decided_ms;
  row.assigned_to.clear();
  switch (pending.decision.action) {
    case DecisionAction::approve: WARMHEART_TRY(approve(act, pending, row)); break;
    case DecisionAction::forward: WARMHEART_TRY(forward(act, pending, row)); break;
    case DecisionAction::reject: row.state = ApplicationState::rejected; break;
    case DecisionAction::give_back:
      row.state = ApplicationState::returned;
      row.returned_fields = pending.decision.fields;
      break;
  }
  WARMHEART_TRY(internal::update_application(act, row));
  return internal::publish_decision(act, row);
}

// A decision that cannot take effect goes back to the queue with a line in its history, so that a person sees it.
Result<void> abandon(Act& act, const Uuid& id, const char* why) {
  WARMHEART_TRY(internal::drop_pending(act, id));
  WARMHEART_TRY(internal::add_history(act, id, "not-settled", "", why));
  return internal::write_audit(act, "centre", "decision-not-settled", id.text(), why);
}

Result<bool> settle_one(CentralStore& store, const Uuid& id, bool give_it_up) {
  return store.transact({Lock::person(id)}, [&](Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const auto pending, internal::pending_decision(act, id));
    if (!pending || pending->undo_until_ms > act.now_ms())
      return false;  // undone, or settled by somebody else meanwhile
    WARMHEART_TRY_ASSIGN(auto row, internal::find_application(act, id));
    if (!row) return fail(ErrorCode::internal, "a decision has no application");
    WARMHEART_TRY(
        act.lock(Lock::person(row->person)));  // one membership a person, whatever else of theirs is settled now
    WARMHEART_TRY_ASSIGN(const Uuid member_by, internal::membership_of(act, *row));
    const bool twice = pending->decision.action == DecisionAction::approve && !member_by.empty();
    if (give_it_up) {
      WARMHEART_TRY(abandon(act, id, "could not take effect; decide it again"));
    } else if (twice) {
      WARMHEART_TRY(abandon(act, id, "this person was approved by another application meanwhile"));
    } else if (row->state != ApplicationState::awaiting_review) {
      WARMHEART_TRY(abandon(act, id, "the application has changed meanwhile"));
    } else {
      WARMHEART_TRY(internal::drop_pending(act, id));
      WARMHEART_TRY(take_effect(act, *pending, *row));
      WARMHEART_TRY(
          internal::write_audit(act, "centre", "decision-settled", id.text(), name_of(pending->decision.action)));
    }
    return true;
  });
}

}  // namespace

namespace internal {

Result<std::string> final_card(Snapshot& in, const ApplicationRow& row) {
  CardClaims claims;
  claims.key_id = key_id_of(in.keys().card.public_key);
  WARMHEART_TRY_ASSIGN(claims.card_number, eight_bytes(row.card_number));
  claims.masked_name = row.masked_name;
  claims.occupation = row.occupation;
  claims.union_code = row.union_code;
  claims.issued_ms = row.approved_ms;
  claims.expires_ms = row.approved_ms + kFinalCardMs;
  return sign_card(claims, in.keys().card.secret.view());
}

}  // namespace internal

Result<std::size_t> settle_due(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(const auto due, store.read([](Snapshot& in) {
    return sql::rows<Uuid>(
        in, "SELECT application FROM pending_decision WHERE undo_until_ms <= ? ORDER BY undo_until_ms LIMIT 500",
        in.now_ms());
  }));
  std::size_t settled = 0;
  for (const Uuid& id : due) {
    auto done = settle_one(store, id, false);
    if (!done && !is_storage_error(done.error().code)) {
      store.log().write(LogLevel::error,
                        "a decision could not take effect application=" + id.text() + ": " + done.error().what);
      done = settle_one(store, id, true);
    }
    if (!done) return fail(done.error());
    if (*done) ++settled;
  }
  return settled;
}

}  // namespace warmheart
