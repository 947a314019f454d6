#include "core/station/staff.h"

#include <algorithm>

#include "core/member/query_code.h"
#include "core/station/applications.h"
#include "core/station/badges.h"
#include "core/station/feed_mirror.h"
#include "core/station/station_state.h"
#include "core/station/uptime.h"

namespace warmheart {

using namespace station;

namespace {

struct Tries {
  int wrong = 0;
  std::int64_t locked_until_awake_ms = 0;
};
Result<Tries> tries_of(sqlite::Database& db, const BadgeId& badge) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT wrong,locked_until_awake_ms FROM staff_try WHERE badge=?"));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(badge).step());
  return there ? Tries{static_cast<int>(query.integer(0)), query.integer(1)} : Tries();
}

Result<void> keep_tries(sqlite::Database& db, const BadgeId& badge, const Tries& tries) {
  WARMHEART_TRY_ASSIGN(auto upsert, db.prepare("INSERT INTO staff_try(badge,wrong,locked_until_awake_ms) VALUES(?,?,?) ON CONFLICT(badge) DO UPDATE "
                                               "SET wrong=excluded.wrong,locked_until_awake_ms=excluded.locked_until_awake_ms"));
  return upsert.bind(badge, tries.wrong, tries.locked_until_awake_ms).run();
}

Result<void> write_locked_out(StationStore::State& state, sqlite::Database& db, const BadgeId& badge, int wrong) {
  wire::Payload payload;
  payload.mutable_staff_locked_out()->set_badge_id(string_of(badge));
  payload.mutable_staff_locked_out()->set_tries(static_cast<std::uint32_t>(wrong));
  return state.write_record(db, Uuid::make(state.clock, state.random), wire::STAFF_LOCKED_OUT, payload);
}

struct Begun {
  bool may_try = false;
  int wrong = 0;            // in a row, this one with them
  UnlockOutcome otherwise;  // what it comes to when this try is wrong, or may not be made
};
// A try counts as wrong from here on, until it has proved right.
Result<Begun> begin_try(StationStore::State& state, const BadgeId& badge, std::int64_t rights_for_ms) {
  return state.transact([&](sqlite::Database& db) -> Result<Begun> {
    WARMHEART_TRY_ASSIGN(const Uptime up, count_uptime(db, state.clock.now()));
    WARMHEART_TRY_ASSIGN(Tries tries, tries_of(db, badge));
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
    WARMHEART_TRY(keep_tries(db, badge, tries));
    begun.wrong = tries.wrong;
    return begun;
  });
}

Result<UnlockOutcome> let_in(StationStore::State& state, const wire::StaffMember& staff, const BadgeId& badge, const char* how) {
  return state.transact([&](sqlite::Database& db) -> Result<UnlockOutcome> {
    WARMHEART_TRY(keep_tries(db, badge, {}));
    wire::Payload payload;
    payload.mutable_staff_unlocked()->set_badge_id(string_of(badge));
    payload.mutable_staff_unlocked()->set_how(how);
    WARMHEART_TRY(state.write_record(db, Uuid::make(state.clock, state.random), wire::STAFF_UNLOCKED, payload));
    return UnlockOutcome{Unlock::unlocked, staff, kWrongPins, 0};
  });
}

// `prove`: is what was typed right? Asked outside any transaction.
template <class Prove>
Result<UnlockOutcome> try_to_unlock(StationStore& store, const Badge& badge, const char* how, Prove prove) {
  StationStore::State& state = store.inside();
  WARMHEART_TRY_ASSIGN(const auto staff, staff_with_badge(store, badge));
  if (!staff) return UnlockOutcome{};
  const std::int64_t rights = staff->rights_for_ms() > 0 ? staff->rights_for_ms() : kRightsForMs;
  WARMHEART_TRY_ASSIGN(const Begun begun, begin_try(state, badge.id, rights));
  if (!begun.may_try) return begun.otherwise;
  WARMHEART_TRY_ASSIGN(const bool right, prove(*staff));
  if (right) return let_in(state, *staff, badge.id, how);
  if (begun.wrong == kWrongPins) WARMHEART_TRY(state.transact([&](sqlite::Database& db) { return write_locked_out(state, db, badge.id, begun.wrong); }));
  return begun.otherwise;
}

}  // namespace

Result<UnlockOutcome> unlock_staff(StationStore& store, const Badge& badge, std::string_view pin) {
  return try_to_unlock(store, badge, "pin", [&](const wire::StaffMember& staff) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const Bytes verifier, staff_verifier(badge, pin, view_of(staff.verifier_salt())));
    return same_bytes(verifier, view_of(staff.verifier()));
  });
}

Result<std::string> help_challenge(StationStore& store, const Badge& badge) {
  StationStore::State& state = store.inside();
  WARMHEART_TRY_ASSIGN(const auto staff, staff_with_badge(store, badge));
  if (!staff || staff->help_key().empty()) return fail(ErrorCode::forbidden, "nobody's badge at this station");
  state.help_challenges[badge.id] = make_help_challenge(state.random);
  return state.help_challenges[badge.id];
}

Result<UnlockOutcome> unlock_with_help(StationStore& store, const Badge& badge, std::string_view answer) {
  StationStore::State& state = store.inside();
  return try_to_unlock(store, badge, "help", [&](const wire::StaffMember& staff) -> Result<bool> {
    const auto challenge = state.help_challenges.find(badge.id);
    const auto typed = parse_query_code(answer);
    if (challenge == state.help_challenges.end() || !typed || staff.help_key().empty()) return false;
    const std::string expected = help_answer(view_of(staff.help_key()), state.identity.device, badge.id, challenge->second);
    if (!same_bytes(view_of(*typed), view_of(expected))) return false;
    state.help_challenges.erase(challenge);
    return true;
  });
}

Result<std::vector<ApplicationSummary>> returned_applications(StationStore& store) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<std::vector<ApplicationSummary>> {
    std::vector<wire::ApplicationDecision> returned;
    WARMHEART_TRY(for_each_value(db, "decision/", [&](const wire::FeedValue& value) {
      if (value.has_decision() && value.decision().state() == "returned") returned.push_back(value.decision());
    }));
    std::ranges::stable_sort(returned, {}, [](const wire::ApplicationDecision& one) { return one.decided_at_ms(); });
    std::vector<ApplicationSummary> out;
    for (const wire::ApplicationDecision& decision : returned) {
      const auto id = Uuid::from_bytes(view_of(decision.application_id()));
      if (!id) continue;
      WARMHEART_TRY_ASSIGN(auto row, application_by_id(db, *id));
      WARMHEART_TRY_ASSIGN(const bool answered, is_answered(db, *id, decision.decided_at_ms()));
      if (!row || answered) continue;
      WARMHEART_TRY(complete(db, row->summary));
      out.push_back(std::move(row->summary));
    }
    return out;
  });
}

}  // namespace warmheart
