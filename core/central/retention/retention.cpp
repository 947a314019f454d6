#include "core/central/retention/retention.h"

#include <algorithm>

#include "core/central/access/logins.h"
#include "core/central/access/sign_in.h"
#include "core/central/feed/feed.h"
#include "core/central/members/device_query.h"
#include "core/central/members/erasure.h"
#include "core/central/members/rider_auth.h"
#include "core/central/phone/phone.h"
#include "core/central/store/act.h"
#include "core/central/store/audit.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::int64_t kRetentionDayMs = 86'400'000;
constexpr std::int64_t kBeginsMs = 5ll * 3600 * 1000;  // three in the morning in China, by UTC: 8 hours less 3

// A pass belongs to the day that began at three in the morning.
std::int64_t retention_day(std::int64_t wall_ms) { return (wall_ms + kBeginsMs) / kRetentionDayMs; }

// ---------------------------------------------------------------- what is remembered of a class

std::string remembered(std::string_view what, const RetentionClass& of) {
  return "retention-" + std::string(what) + "/" + std::string(of.name);
}

Result<std::uint64_t> recall_number(Snapshot& in, const std::string& name) {
  WARMHEART_TRY_ASSIGN(const auto value, sql::row<std::uint64_t>(in, "SELECT value FROM meta WHERE name = ?", name));
  return value.value_or(0);
}

Result<void> remember_number(Act& act, const std::string& name, std::uint64_t value) {
  WARMHEART_TRY(sql::execute(
      act, "INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value", name,
      value));
  return {};
}

Result<void> count_erased(Act& act, const RetentionClass& of, std::size_t count) {
  if (count == 0) return {};
  for (const char* what : {"pass", "total"}) {
    WARMHEART_TRY_ASSIGN(const std::uint64_t before, recall_number(act, remembered(what, of)));
    WARMHEART_TRY(remember_number(act, remembered(what, of), before + count));
  }
  return {};
}

Result<std::int64_t> period_in_force(Snapshot& in, const RetentionClass& of) {
  WARMHEART_TRY_ASSIGN(const std::uint64_t days, recall_number(in, remembered("days", of)));
  if (days == 0 || !of.may_be_shorter) return of.period_ms;
  return std::min(of.period_ms, static_cast<std::int64_t>(days) * kRetentionDayMs);
}

// ---------------------------------------------------------------- what erases

// One row an act: nobody waits for more.
Result<std::size_t> erase_each(CentralStore& store, const RetentionClass& of, const char* id, std::int64_t before_ms,
                               std::size_t most, Result<void> (*erase)(Act&, const Uuid&)) {
  WARMHEART_TRY_ASSIGN(const auto due, store.read([&](Snapshot& in) {
    return sql::rows<Uuid>(in, "SELECT " + std::string(id) + " " + of.due + " LIMIT ?2", before_ms,
                           static_cast<std::uint64_t>(most));
  }));
  for (const Uuid& one : due) {
    const auto erase_one = [&](Act& act) -> Result<void> {
      WARMHEART_TRY(erase(act, one));
      return count_erased(act, of, 1);
    };
    WARMHEART_TRY(store.transact({Lock::devices(), Lock::sessions(), Lock::persons()}, erase_one));
  }
  return due.size();
}

Result<std::size_t> count_afterwards(CentralStore& store, const RetentionClass& of, Result<std::size_t> erased) {
  if (!erased || *erased == 0) return erased;
  WARMHEART_TRY(store.transact({Lock::persons()}, [&](Act& act) { return count_erased(act, of, *erased); }));
  return erased;
}

// The last line of its history is its end: a decision, a withdrawal, a leaving.
constexpr const char* kNotPassed =
    "FROM application a WHERE a.state IN ('rejected', 'withdrawn') AND a.received_ms < ?1 AND a.sealed <> x'' AND "
    "coalesce((SELECT max(h.at_ms) FROM application_history h WHERE h.application = a.id), a.received_ms) < ?1";
constexpr const char* kMembersWhoLeft =
    "FROM application a WHERE a.state = 'left' AND a.received_ms < ?1 AND a.sealed <> x'' AND "
    "coalesce((SELECT max(h.at_ms) FROM application_history h WHERE h.application = a.id), a.received_ms) < ?1";
constexpr const char* kPastBookings =
    "FROM booking b WHERE b.session IN (SELECT id FROM session WHERE ends_ms < ?1) AND (b.sealed <> x'' OR "
    "b.person IS NOT NULL OR b.card IS NOT NULL)";

Result<std::size_t> erase_not_passed(CentralStore& store, const RetentionClass& self, std::int64_t before_ms,
                                     std::size_t most) {
  return erase_each(store, self, "a.id", before_ms, most, internal::erase_ended_application);
}
Result<std::size_t> erase_left(CentralStore& store, const RetentionClass& self, std::int64_t before_ms,
                               std::size_t most) {
  return erase_each(store, self, "a.id", before_ms, most, internal::erase_ended_application);
}
Result<std::size_t> erase_bookings(CentralStore& store, const RetentionClass& self, std::int64_t before_ms,
                                   std::size_t most) {
  return erase_each(store, self, "b.id", before_ms, most, internal::erase_past_booking);
}
// Rooms that end their own rows by a period of their own.
template <Result<std::size_t> (*Prune)(CentralStore&)>
Result<std::size_t> erase_by_room(CentralStore& store, const RetentionClass& self, std::int64_t, std::size_t) {
  return count_afterwards(store, self, Prune(store));
}

constexpr RetentionClass kRetentionClasses[] = {
    {"not-passed", "application", "its rejection or withdrawal", 90 * kRetentionDayMs,
     "PIPL art. 19, 47; the notice that was agreed to: 90 days", kNotPassed, erase_not_passed, true},
    {"membership", "application", "the day of leaving", 1096 * kRetentionDayMs,
     "PIPL art. 19, 47; the notice that was agreed to: membership and 3 years, with its consents", kMembersWhoLeft,
     erase_left, true},
    {"booking", "booking", "the end of its session", 365 * kRetentionDayMs, "PIPL art. 19; art. 28 for health checks",
     kPastBookings, erase_bookings, true},
    {"approved-card", "feed_value", "its approval", kApprovedCardMs, "as long as a provisional card lives",
     "FROM feed_value WHERE key >= 'approved/' AND key < 'approved0' AND tombstone = 0 AND "
     "changed_ms < ?1",
     erase_by_room<retire_approved_cards>, false},
    {"hand-off", "handoff", "its end", kKeepHandoffMs, "PIPL art. 19", "FROM handoff WHERE expires_ms < ?1",
     erase_by_room<prune_handoffs>, false},
    {"wrong-tries", "rider_try", "the last wrong try", internal::kForgottenAfterMs, "PIPL art. 19",
     "FROM rider_try WHERE last_ms < ?1", erase_by_room<prune_rider_tries>, false},
    {"sign-in-tries", "sign_in_try", "the last wrong try", kSignInTriesKeptMs, "PIPL art. 19",
     "FROM sign_in_try WHERE last_ms < ?1", erase_by_room<prune_sign_in_tries>, false},
    {"login", "console_session", "the sign-in", kLoginLifeMs, "PIPL art. 19",
     "FROM console_session WHERE begun_ms < ?1", erase_by_room<prune_logins>, false},
    {"audit", "audit", "the act", 1096 * kRetentionDayMs,
     "at least 3 years (PIPL art. 56); append-only: nothing erases it", "", nullptr, false},
};

Result<bool> passed_today(Snapshot& in, const RetentionClass& of, std::int64_t now_ms) {
  WARMHEART_TRY_ASSIGN(const std::uint64_t at, recall_number(in, remembered("at", of)));
  return at != 0 && retention_day(static_cast<std::int64_t>(at)) >= retention_day(now_ms);
}

Result<void> end_pass(CentralStore& store, const RetentionClass& of) {
  return store.transact({Lock::persons()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const std::uint64_t erased, recall_number(act, remembered("pass", of)));
    WARMHEART_TRY(remember_number(act, remembered("at", of), static_cast<std::uint64_t>(act.now_ms())));
    WARMHEART_TRY(remember_number(act, remembered("last", of), erased));
    WARMHEART_TRY(remember_number(act, remembered("pass", of), 0));
    if (erased == 0) return {};
    return internal::write_audit(act, "centre", "retention", of.name, "erased: " + std::to_string(erased));
  });
}

Result<RetentionRow> row_of_class(Snapshot& in, const RetentionClass& of) {
  RetentionRow row;
  row.what = &of;
  WARMHEART_TRY_ASSIGN(row.period_ms, period_in_force(in, of));
  if (!of.erase) return row;
  WARMHEART_TRY_ASSIGN(
      row.due, sql::value<std::uint64_t>(in, std::string("SELECT count(*) ") + of.due, in.now_ms() - row.period_ms));
  WARMHEART_TRY_ASSIGN(row.last, recall_number(in, remembered("last", of)));
  WARMHEART_TRY_ASSIGN(row.total, recall_number(in, remembered("total", of)));
  WARMHEART_TRY_ASSIGN(const std::uint64_t at, recall_number(in, remembered("at", of)));
  row.last_ms = static_cast<std::int64_t>(at);
  row.next_ms = in.now_ms();
  if (at != 0) row.next_ms = std::max(row.next_ms, (retention_day(row.last_ms) + 1) * kRetentionDayMs - kBeginsMs);
  return row;
}

}  // namespace

std::span<const RetentionClass> retention_classes() { return kRetentionClasses; }

Result<std::vector<RetentionRow>> retention_rows(CentralStore& store) {
  return store.read([](Snapshot& in) -> Result<std::vector<RetentionRow>> {
    std::vector<RetentionRow> out;
    for (const RetentionClass& one : kRetentionClasses) {
      WARMHEART_TRY_ASSIGN(RetentionRow row, row_of_class(in, one));
      out.push_back(row);
    }
    return out;
  });
}

Result<void> shorten_period(CentralStore& store, const std::string& by, std::string_view name, std::int64_t days) {
  const auto* const one = std::ranges::find(kRetentionClasses, name, &RetentionClass::name);
  if (one == std::end(kRetentionClasses) || !one->may_be_shorter) {
    return fail(ErrorCode::invalid_argument, "there is no class \"" + std::string(name) +
                                                 "\" whose period can be changed; there are not-passed, membership and "
                                                 "booking");
  }
  if (days < 1 || days * kRetentionDayMs > one->period_ms) {
    return fail(ErrorCode::invalid_argument, "from 1 to " + std::to_string(one->period_ms / kRetentionDayMs) +
                                                 " days: longer is more than was agreed to");
  }
  return store.transact({Lock::persons()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(remember_number(act, remembered("days", *one), static_cast<std::uint64_t>(days)));
    return internal::write_audit(act, by, "retention-shortened", one->name, std::to_string(days) + " days");
  });
}

Result<std::size_t> RetentionJob::run(CentralStore& store) {
  const std::int64_t day = retention_day(store.now_ms());
  if (m_done_day && *m_done_day >= day) return std::size_t{0};
  for (const RetentionClass& one : kRetentionClasses) {
    if (!one.erase) continue;
    WARMHEART_TRY_ASSIGN(const bool passed,
                         store.read([&](Snapshot& in) { return passed_today(in, one, in.now_ms()); }));
    if (passed) continue;
    WARMHEART_TRY_ASSIGN(const std::int64_t period, store.read([&](Snapshot& in) { return period_in_force(in, one); }));
    WARMHEART_TRY_ASSIGN(const std::size_t erased, one.erase(store, one, store.now_ms() - period, kAtOnce));
    if (erased > 0) return erased;
    WARMHEART_TRY(end_pass(store, one));
  }
  m_done_day = day;
  return std::size_t{0};
}

}  // namespace warmheart
