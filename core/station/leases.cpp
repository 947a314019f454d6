#include <algorithm>
#include <set>

#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/lease_table.h"
#include "core/station/columns.h"
#include "core/station/states.h"
#include "core/station/want_table.h"

namespace warmheart::station {
namespace {

struct LeaseRow {
  Uuid id;
  Uuid session;
  LeaseState state = LeaseState::closed;
  SellUntil until;
  std::uint32_t hard_left = 0;
};
// id,session,state,sell_boot_id,sell_until_ms,hard_left
LeaseRow read_lease(sql::Columns& row) {
  return {row.id(), row.id(), row.named(lease_state_from), {read_boot_id(row), row.integer()}, read_number(row)};
}

#ifdef WARMHEART_DEFECT_LEASE_SURVIVES_EPOCH
constexpr std::string_view kOfEpoch = "(epoch=?1 OR 1)";
#else
constexpr std::string_view kOfEpoch = "epoch=?1";
#endif
std::string open_leases_text(std::string_view narrower) {
  return "SELECT id,session,state,sell_boot_id,sell_until_ms,hard_left FROM lease WHERE state<>'closed' AND " +
         std::string(kOfEpoch) + std::string(narrower) + " ORDER BY id";
}

// Leases of the present epoch that are not closed, in the order of their ids.
Result<std::vector<LeaseRow>> open_leases(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  return sql::rows<LeaseRow>(db, open_leases_text(""), read_lease, epoch.epoch);
}
Result<std::vector<LeaseRow>> open_leases_of(sql::Connection& db, const Uuid& session) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  return sql::rows<LeaseRow>(db, open_leases_text(" AND session=?2"), read_lease, epoch.epoch, session.bytes());
}

Result<std::vector<std::uint32_t>> unspent_of(sql::Connection& db, const Uuid& lease) {
  return sql::rows<std::uint32_t>(db, "SELECT slot FROM lease_slot WHERE lease=? AND state=? ORDER BY slot",
                                  lease.bytes(), wire_name(LeasedSlotState::unspent));
}

Result<std::vector<std::uint32_t>> burnt_of(sql::Connection& db, const Uuid& lease) {
  return sql::rows<std::uint32_t>(db, "SELECT slot FROM lease_slot WHERE lease=? AND state=? ORDER BY slot",
                                  lease.bytes(), wire_name(LeasedSlotState::burnt));
}

// None: this database does not know it.
Result<std::optional<LeaseState>> state_of(sql::Connection& db, const Uuid& lease) {
  const auto read = [](sql::Columns& row) { return row.named(lease_state_from); };
  return sql::row<LeaseState>(db, "SELECT state FROM lease WHERE id=?", read, lease.bytes());
}

// What is unspent of a lease becomes `state`.
Result<void> give_up_unspent(sql::Connection& db, const Uuid& lease, LeasedSlotState state) {
  WARMHEART_TRY(sql::execute(db, "UPDATE lease_slot SET state=? WHERE lease=? AND state=?", wire_name(state),
                             lease.bytes(), wire_name(LeasedSlotState::unspent)));
  return {};
}

Result<void> set_state(sql::Connection& db, const Uuid& lease, LeaseState state) {
  WARMHEART_TRY(sql::execute(db, "UPDATE lease SET state=? WHERE id=?", wire_name(state), lease.bytes()));
  return {};
}

// Counts in the database, and names outside it what is about to be committed. The one effect of an act that is not in
// the database: an act that runs again names the same number again.
Result<void> name_outside(const Act& act, const Uuid& lease, std::uint32_t slot) {
  WARMHEART_TRY_ASSIGN(
      const auto number,
      sql::value<std::uint64_t>(act.db, "UPDATE station SET slots_spent=slots_spent+1 RETURNING slots_spent"));
#ifndef WARMHEART_DEFECT_SPEND_UNNAMED
  if (act.state.counter) WARMHEART_TRY(act.state.counter->name({number, lease, slot}));
#else
  static_cast<void>(number);
#endif
  return {};
}

// `unspent` go back to the pool; `burnt` are nobody's, also at a centre that has forgotten the lease.
Result<void> write_lease_closed(const Act& act, const Uuid& lease, const std::vector<std::uint32_t>& unspent,
                                const std::vector<std::uint32_t>& burnt, LeaseEnd reason) {
  WARMHEART_TRY_ASSIGN(const auto session,
                       sql::value<Uuid>(act.db, "SELECT session FROM lease WHERE id=?", lease.bytes()));
  wire::Payload payload;
  wire::LeaseClosed& body = *payload.mutable_lease_closed();
  body.set_lease_id(string_of(lease.bytes()));
  body.set_session_id(string_of(session.bytes()));
  for (const std::uint32_t slot : unspent) body.add_unspent(slot);
  for (const std::uint32_t slot : burnt) body.add_burnt(slot);
  body.set_reason(wire_name(reason));
  return act.write_record(act.fresh_id(), wire::LEASE_CLOSED, payload);
}

// The device's own in-order close: the only way by which unspent slots go back (I4).
Result<void> close_lease(const Act& act, const Uuid& lease, LeaseEnd reason) {
  WARMHEART_TRY(name_outside(act, lease, 0));
  WARMHEART_TRY_ASSIGN(const auto unspent, unspent_of(act.db, lease));
  WARMHEART_TRY_ASSIGN(const auto burnt, burnt_of(act.db, lease));
  WARMHEART_TRY(set_state(act.db, lease, LeaseState::closed));
  WARMHEART_TRY(give_up_unspent(act.db, lease, LeasedSlotState::returned));
  return write_lease_closed(act, lease, unspent, burnt, reason);
}

// A centre that was restored has forgotten this lease: what was spent of it is told again, what is burnt is told now,
// and the rest is not ours any more.
Result<void> end_forgotten_lease(const Act& act, const Uuid& lease) {
  WARMHEART_TRY_ASSIGN(const auto burnt, burnt_of(act.db, lease));
  WARMHEART_TRY(set_state(act.db, lease, LeaseState::closed));
  return burnt.empty() ? Result<void>() : write_lease_closed(act, lease, {}, burnt, LeaseEnd::forgotten);
}

// Leases of epochs before this one are sold no more (I8). The database may have gone back behind a booking of theirs,
// so that whatever it takes for unspent counts as burnt: a centre that has forgotten them as well gives it to nobody.
Result<void> end_leases_of_other_epochs(const Act& act) {
#ifdef WARMHEART_DEFECT_LEASE_SURVIVES_EPOCH
  static_cast<void>(act);
#else
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(act.db));
  WARMHEART_TRY_ASSIGN(const auto over,
                       sql::rows<Uuid>(act.db, "SELECT id FROM lease WHERE state<>'closed' AND epoch<>?", epoch.epoch));
  for (const Uuid& lease : over) {
    WARMHEART_TRY(give_up_unspent(act.db, lease, LeasedSlotState::burnt));
    WARMHEART_TRY_ASSIGN(const auto burnt, burnt_of(act.db, lease));
    WARMHEART_TRY(set_state(act.db, lease, LeaseState::closed));
    if (!burnt.empty()) WARMHEART_TRY(write_lease_closed(act, lease, {}, burnt, LeaseEnd::epoch_over));
  }
#endif
  return {};
}

struct RequestSent {
  BootId boot_id{};
  std::int64_t boottime_ms = 0;
};
Result<RequestSent> request_sent(sql::Connection& db) {
  const auto read = [](sql::Columns& row) { return RequestSent{read_boot_id(row), row.integer()}; };
  WARMHEART_TRY_ASSIGN(const auto sent,
                       sql::row<RequestSent>(db, "SELECT staged_sent_boot_id,staged_sent_ms FROM station", read));
  if (!sent) return fail(ErrorCode::corrupt, "the station's row is gone");
  return *sent;
}

// As the feed tells it: frozen, recalled, or open.
LeaseState state_of(const wire::Lease& lease) {
  const auto state = lease_state_from(lease.state());
  return state == LeaseState::frozen || state == LeaseState::recalled ? *state : LeaseState::open;
}

Result<void> take_lease(const Act& act, const wire::Lease& lease, const Uuid& id, const RequestSent& sent) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(act.db));
  const SellUntil until = sell_until(sent.boot_id, sent.boottime_ms, lease.sell_for_ms());
  WARMHEART_TRY(sql::execute(
      act.db, "INSERT INTO lease(id,session,epoch,state,sell_boot_id,sell_until_ms,hard_left) VALUES(?,?,?,?,?,?,?)",
      id.bytes(), view_of(lease.session_id()), epoch.epoch, wire_name(state_of(lease)), until.boot_id,
      until.boottime_ms, std::min(lease.hard_slots(), kMaxHardSlots)));
  for (const std::uint32_t number : lease.slots()) {
    WARMHEART_TRY(sql::execute(act.db, "INSERT INTO lease_slot(lease,slot,state) VALUES(?,?,?)", id.bytes(), number,
                               wire_name(LeasedSlotState::unspent)));
  }
  if (lease.want_id().empty()) return {};
  WARMHEART_TRY_ASSIGN(const bool spent, spend_for_want(act, lease, id));
  return spent ? Result<void>() : close_lease(act, id, LeaseEnd::not_needed);
}

}  // namespace

Result<std::vector<LeasedSlot>> sellable_slots(const Act& act, const Uuid& session) {
  WARMHEART_TRY_ASSIGN(const auto leases, open_leases_of(act.db, session));
  std::vector<LeasedSlot> slots;
  for (const LeaseRow& lease : leases) {
    if (lease.state != LeaseState::open) continue;
    const MaySell may = may_sell(lease.until, lease.hard_left, act.clock().now());
    if (may == MaySell::no) continue;
    WARMHEART_TRY_ASSIGN(const auto unspent, unspent_of(act.db, lease.id));
    const std::size_t most =
        may == MaySell::yes ? unspent.size() : std::min<std::size_t>(unspent.size(), lease.hard_left);
    for (std::size_t i = 0; i < most; ++i) slots.push_back({lease.id, unspent[i], may == MaySell::hard_slot});
  }
  return slots;
}

Result<void> spend(const Act& act, const LeasedSlot& slot, const Uuid& booking) {
  WARMHEART_TRY(name_outside(act, slot.lease, slot.number));
  WARMHEART_TRY_ASSIGN(
      const std::int64_t spent,
      sql::execute(act.db, "UPDATE lease_slot SET state=?,booking=? WHERE lease=? AND slot=? AND state=?",
                   wire_name(LeasedSlotState::spent), booking.bytes(), slot.lease.bytes(), slot.number,
                   wire_name(LeasedSlotState::unspent)));
  if (spent != 1) return fail(ErrorCode::internal, "a slot was to be spent twice");
  if (!slot.hard) return {};
  WARMHEART_TRY(
      sql::execute(act.db, "UPDATE lease SET hard_left=hard_left-1 WHERE id=? AND hard_left>0", slot.lease.bytes()));
  return {};
}

Result<void> record_request_sent(const Act& act, const AnswerToStore& answer, FeedOutcome outcome) {
  if (outcome != FeedOutcome::staged && outcome != FeedOutcome::flipped) return {};
  // The first page of a checkpoint sets it; later pages of the same one leave it, so that a lease never sells longer
  // than from the request that may have brought it.
  WARMHEART_TRY(sql::execute(act.db,
                             "UPDATE station SET staged_sent_boot_id=?,staged_sent_ms=? WHERE staged_sent_boot_id=x''",
                             act.clock().now().boot_id, answer.sent_boottime_ms));
  return {};
}

Result<void> take_leases(const Act& act) {
  WARMHEART_TRY_ASSIGN(const RequestSent sent, request_sent(act.db));
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(act.db));
  std::vector<wire::Lease> mine;
  WARMHEART_TRY(for_each_value(act.db, "lease/", [&](const wire::FeedValue& value) {
    const wire::Lease& lease = value.lease();
    if (same_bytes(view_of(lease.device()), act.identity().device.bytes()) && lease.epoch() == epoch.epoch)
      mine.push_back(lease);
  }));
  std::set<Uuid> listed;
  for (const wire::Lease& lease : mine) {
    const auto id = Uuid::from_bytes(view_of(lease.lease_id()));
    if (!id) continue;
    listed.insert(*id);
    WARMHEART_TRY_ASSIGN(const auto present, state_of(act.db, *id));
    const LeaseState published = state_of(lease);
    if (!present && published != LeaseState::recalled) WARMHEART_TRY(take_lease(act, lease, *id, sent));
    if (!present || *present == LeaseState::closed || *present == published) continue;
    if (published == LeaseState::recalled)
      WARMHEART_TRY(close_lease(act, *id, LeaseEnd::recalled));
    else
      WARMHEART_TRY(set_state(act.db, *id, published));
  }
  WARMHEART_TRY_ASSIGN(const auto open, open_leases(act.db));
  for (const LeaseRow& lease : open) {
    if (!listed.contains(lease.id)) WARMHEART_TRY(end_forgotten_lease(act, lease.id));
  }
  WARMHEART_TRY(end_leases_of_other_epochs(act));
  WARMHEART_TRY(sql::execute(act.db, "UPDATE station SET staged_sent_boot_id=x'',staged_sent_ms=0"));
  return {};
}

Result<void> return_leases_of_other_boots(const Act& act) {
  WARMHEART_TRY_ASSIGN(const auto leases, open_leases(act.db));
  for (const LeaseRow& lease : leases) {
    if (lease.until.boot_id != act.clock().now().boot_id) WARMHEART_TRY(close_lease(act, lease.id, LeaseEnd::expired));
  }
  return {};
}

Result<std::size_t> close_leases_that_are_over(const Act& act) {
  WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
  WARMHEART_TRY_ASSIGN(const auto leases, open_leases(act.db));
  std::size_t closed = 0;
  for (const LeaseRow& lease : leases) {
    WARMHEART_TRY_ASSIGN(const auto value, value_at(act.db, "session/" + to_hex(lease.session.bytes())));
    const bool past = value && value->has_session() && now >= value->session().starts_ms();
    const bool over = may_sell(lease.until, lease.hard_left, act.clock().now()) == MaySell::no;
    if (!past && !over) continue;
    WARMHEART_TRY(close_lease(act, lease.id, past ? LeaseEnd::session_past : LeaseEnd::expired));
    ++closed;
  }
  return closed;
}

Result<bool> agrees_with_counter(const Act& act) {
  if (!act.state.counter) return true;
  const auto last_named = act.state.counter->last();
  if (!last_named) {
    // Its medium is away: everything but spending slots goes on, and spending asks it each time.
    act.state.log.write(
        LogLevel::error,
        "The counter of spent slots cannot be read; no slot is sold until it can. what=" + last_named.error().what);
    return true;
  }
  const std::optional<NamedSpend>& last = *last_named;
  WARMHEART_TRY_ASSIGN(const auto spent, sql::value<std::uint64_t>(act.db, "SELECT slots_spent FROM station"));
  const std::uint64_t counted = last ? last->count : 0;
  if (counted <= spent)
    return true;  // a new counter, or one on a medium that was changed: it is written with the next slot
  // A crash between naming and commit: that slot, or what was left of that lease, is burnt, for it may have been told.
  WARMHEART_TRY(sql::execute(act.db, "UPDATE station SET slots_spent=?", counted));
  if (counted != spent + 1) return false;
  // A lease that this database has never seen was named: it is from before the lease came, not from between naming and
  // commit.
  WARMHEART_TRY_ASSIGN(const auto known, state_of(act.db, last->lease));
  if (!known) return false;
  WARMHEART_TRY(sql::execute(act.db, "UPDATE lease_slot SET state=?3 WHERE lease=?1 AND (slot=?2 OR ?2=0) AND state=?4",
                             last->lease.bytes(), last->slot, wire_name(LeasedSlotState::burnt),
                             wire_name(LeasedSlotState::unspent)));
  return true;
}

}  // namespace warmheart::station
