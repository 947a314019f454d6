#include "core/station/staff.h"

#include <algorithm>

#include "core/member/query_code.h"
#include "core/station/applications.h"
#include "core/station/badges.h"
#include "core/station/feed_mirror.h"
#include "core/station/states.h"
#include "core/station/station_state.h"
#include "core/station/uptime.h"

namespace warmheart {

using namespace station;

namespace {

struct BadgeTries {
  int wrong = 0;
  std::int64_t locked_until_awake_ms = 0;
};
BadgeTries read_tries(sql::Columns& row) { return {row.next<int>(), row.integer()}; }

Result<BadgeTries> tries_of(sql::Connection& db, const BadgeId& badge) {
  WARMHEART_TRY_ASSIGN(
      const auto tries,
      sql::row<BadgeTries>(db, "SELECT wrong,locked_until_awake_ms FROM staff_try WHERE badge=?", read_tries, badge));
  return tries.value_or(BadgeTries());
}

Result<void> keep_tries(sql::Connection& db, const BadgeId& badge, const BadgeTries& tries) {
  WARMHEART_TRY(
      sql::execute(db,
                   "INSERT INTO staff_try(badge,wrong,locked_until_awake_ms) VALUES(?,?,?) ON CONFLICT(badge) "
                   "DO UPDATE SET wrong=excluded.wrong,locked_until_awake_ms=excluded.locked_until_awake_ms",
                   badge, tries.wrong, tries.locked_until_awake_ms));
  return {};
}

Result<void> write_locked_out(const Act& act, const BadgeId& badge, int wrong) {
  wire::Payload payload;
  payload.mutable_staff_locked_out()->set_badge_id(string_of(badge));
  payload.mutable_staff_locked_out()->set_tries(static_cast<std::uint32_t>(wrong));
  return act.write_record(act.fresh_id(), wire::STAFF_LOCKED_OUT, payload);
}

struct Begun {
  bool may_try = false;
  int wrong = 0;            // in a row, this one with them
  UnlockOutcome otherwise;  // what it comes to when this try is wrong, or may not be made
};
// A try counts as wrong from here on, until it has proved right.
Result<Begun> begin_try(const Act& act, const BadgeId& badge, std::int64_t rights_for_ms) {
  WARMHEART_TRY_ASSIGN(const Uptime up, count_uptime(act.db, act.clock().now()));
  WARMHEART_TRY_ASSIGN(BadgeTries tries, tries_of(act.db, badge));
  Begun begun;
  UnlockOutcome& outcome = begun.otherwise;
  if (up.awake_ms < tries.locked_until_awake_ms) {
    outcome.result = Unlock::locked;
    outcome.locked_for_ms = tries.locked_until_awake_ms - up.awake_ms;
    return begun;
  }
  if (up.awake_since_contact_ms + up.boots_since_contact * kPerRebootMs > rights_for_ms) {
    outcome.result = Unlock::rights_over;
    return begun;
  }
  begun.may_try = true;
  ++tries.wrong;
  outcome.locked_for_ms = locked_for_ms(tries.wrong);
  outcome.result = outcome.locked_for_ms > 0 ? Unlock::locked : Unlock::wrong_pin;
  outcome.tries_left = std::max(0, kWrongPins - tries.wrong);
  if (outcome.locked_for_ms > 0) tries.locked_until_awake_ms = up.awake_ms + outcome.locked_for_ms;
  WARMHEART_TRY(keep_tries(act.db, badge, tries));
  begun.wrong = tries.wrong;
  return begun;
}

Result<UnlockOutcome> let_in(const Act& act, const wire::StaffMember& staff, const BadgeId& badge, StaffProof how) {
  WARMHEART_TRY(keep_tries(act.db, badge, {}));
  wire::Payload payload;
  payload.mutable_staff_unlocked()->set_badge_id(string_of(badge));
  payload.mutable_staff_unlocked()->set_how(wire_name(how));
  WARMHEART_TRY(act.write_record(act.fresh_id(), wire::STAFF_UNLOCKED, payload));
  return UnlockOutcome{Unlock::unlocked, staff, kWrongPins, 0};
}

// `prove`: is what was typed right? Asked outside any transaction.
template <class Prove>
Result<UnlockOutcome> try_to_unlock(StationStore& store, const Badge& badge, StaffProof how, Prove prove) {
  WARMHEART_TRY_ASSIGN(const auto staff, staff_with_badge(store, badge));
  if (!staff) return UnlockOutcome{};
  const std::int64_t rights = staff->rights_for_ms() > 0 ? staff->rights_for_ms() : kRightsForMs;
  WARMHEART_TRY_ASSIGN(const Begun begun,
                       store.transact([&](const Act& act) { return begin_try(act, badge.id, rights); }));
  if (!begun.may_try) return begun.otherwise;
  WARMHEART_TRY_ASSIGN(const bool right, prove(*staff));
  if (right) return store.transact([&](const Act& act) { return let_in(act, *staff, badge.id, how); });
  if (begun.wrong == kWrongPins) {
    WARMHEART_TRY(store.transact([&](const Act& act) { return write_locked_out(act, badge.id, begun.wrong); }));
  }
  return begun.otherwise;
}

}  // namespace

Result<UnlockOutcome> unlock_staff(StationStore& store, const Badge& badge, std::string_view pin) {
  return try_to_unlock(store, badge, StaffProof::pin, [&](const wire::StaffMember& staff) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const Bytes verifier, staff_verifier(badge, pin, view_of(staff.verifier_salt())));
    return same_bytes(verifier, view_of(staff.verifier()));
  });
}

Result<std::string> help_challenge(StationStore& store, const Badge& badge) {
  WARMHEART_TRY_ASSIGN(const auto staff, staff_with_badge(store, badge));
  if (!staff || staff->help_key().empty()) return fail(ErrorCode::forbidden, "nobody's badge at this station");
  WARMHEART_TRY_ASSIGN(std::string challenge, store.read([](const Act& act) -> Result<std::string> {
    return make_help_challenge(act.random());
  }));
  store.memory().help_challenges[badge.id] = challenge;
  return challenge;
}

Result<UnlockOutcome> unlock_with_help(StationStore& store, const Badge& badge, std::string_view answer) {
  return try_to_unlock(store, badge, StaffProof::help, [&](const wire::StaffMember& staff) -> Result<bool> {
    auto& challenges = store.memory().help_challenges;
    const auto challenge = challenges.find(badge.id);
    const auto typed = parse_query_code(answer);
    if (challenge == challenges.end() || !typed || staff.help_key().empty()) return false;
    const std::string expected = help_answer(view_of(staff.help_key()), store.device(), badge.id, challenge->second);
    if (!same_bytes(view_of(*typed), view_of(expected))) return false;
    challenges.erase(challenge);
    return true;
  });
}

Result<std::vector<ApplicationSummary>> returned_applications(StationStore& store) {
  return store.read([&](const Act& act) -> Result<std::vector<ApplicationSummary>> {
    std::vector<wire::ApplicationDecision> returned;
    WARMHEART_TRY(for_each_value(act.db, "decision/", [&](const wire::FeedValue& value) {
      const auto state = application_state_from(value.decision().state());
      if (value.has_decision() && state == ApplicationState::returned) returned.push_back(value.decision());
    }));
    std::ranges::stable_sort(returned, {}, [](const wire::ApplicationDecision& one) { return one.decided_at_ms(); });
    std::vector<ApplicationSummary> out;
    for (const wire::ApplicationDecision& decision : returned) {
      const auto id = Uuid::from_bytes(view_of(decision.application_id()));
      if (!id) continue;
      WARMHEART_TRY_ASSIGN(auto row, application_by_id(act.db, *id));
      WARMHEART_TRY_ASSIGN(const bool answered, is_answered(act.db, *id, decision.decided_at_ms()));
      if (!row || answered) continue;
      WARMHEART_TRY(complete(act.db, row->summary));
      out.push_back(std::move(row->summary));
    }
    return out;
  });
}

}  // namespace warmheart
