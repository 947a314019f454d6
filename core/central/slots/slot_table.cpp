#include "core/central/feed/feed.h"
#include "core/central/slots/slot_table.h"

#include <algorithm>

#include "core/central/store/columns.h"
#include "core/central/slots/slots.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

constexpr const char* kStanding = "('waiting','wanted','confirmed','attended')";

SlotRow read_slot(sql::Columns& row) {
  return {row.next<std::uint32_t>(), row.named(state_from<SlotState>), id_or_none(row), id_or_none(row)};
}
constexpr const char* kSlotColumns = "SELECT number, state, lease, booking FROM slot ";

SessionRow read_session(sql::Columns& row) {
  SessionRow out;
  out.id = row.id();
  out.scope = row.text();
  out.kept = row.named(state_from<SessionState>);
  if (!parse(row.bytes(), out.value)) row.refuse("is no session");
  out.held_incarnation = row.counter();
  out.settling = row.flag();
  out.state = row.flag() ? SessionState::past : out.kept;
  return out;
}

constexpr const char* kBookingColumns =
    "SELECT id, session, kind, period, state, reason, slot, person, card, masked_name, sealed, device, scope, made_ms "
    "FROM booking ";
BookingRow read_booking(sql::Columns& row) {
  BookingRow out;
  out.id = row.id();
  out.session = row.id();
  out.kind = row.text();
  out.period = row.text();
  out.state = row.named(booking_state_from);
  out.reason = row.text();
  out.slot = row.next<std::uint32_t>();
  out.person = id_or_none(row);
  out.card = row.next<std::optional<Bytes>>().value_or(Bytes());
  out.masked_name = row.text();
  out.sealed = row.bytes();
  out.device = row.id();
  out.scope = row.text();
  out.made_ms = row.integer();
  return out;
}

LeaseRow read_lease(sql::Columns& row) {
  LeaseRow out{row.id(),        row.id(), row.id(), row.counter(), row.text(), row.named(state_from<LeaseState>),
               id_or_none(row), {}};
  if (!parse(row.bytes(), out.value)) row.refuse("is no lease");
  return out;
}

}  // namespace

Result<std::optional<SessionRow>> find_session_row(Snapshot& in, const Uuid& id) {
  return sql::row<SessionRow>(
      in, "SELECT id, scope, state, body, held_incarnation, held_settling, ends_ms < ?1 FROM session WHERE id = ?2",
      read_session, in.now_ms(), id.bytes());
}

Result<void> set_session(Act& act, const SessionRow& row) {
  WARMHEART_TRY(sql::execute(act,
                             "UPDATE session SET state = ?, capacity = ?, starts_ms = ?, ends_ms = ?, body = ?, "
                             "held_incarnation = ? WHERE id = ?",
                             name_of(row.kept), row.value.capacity(), row.value.starts_ms(), row.value.ends_ms(),
                             serialise(row.value), row.held_incarnation, row.id.bytes()));
  return {};
}

bool is_held(Snapshot& in, const SessionRow& row) {
  return row.held_incarnation != 0 && row.held_incarnation == in.incarnation();
}

Result<void> publish_session_row(Act& act, const SessionRow& row) {
  wire::FeedValue value;
  *value.mutable_session() = row.value;
  value.mutable_session()->set_state(std::string(name_of(row.state)));
  WARMHEART_TRY_ASSIGN(const std::uint64_t pool, count_slots(act, row.id, SlotState::pool));
  // In steps, so that the feed does not move with every slot.
  value.mutable_session()->set_pool_left(static_cast<std::uint32_t>(pool <= 10 ? pool : pool / 10 * 10));
  const std::string key = "session/" + to_hex(row.id.bytes());
  return row.state == SessionState::past ? write_tombstone(act, row.scope, key)
                                         : write_feed(act, row.scope, key, value);
}

Result<std::optional<BookingRow>> find_booking_row(Snapshot& in, const Uuid& id) {
  return sql::row<BookingRow>(in, std::string(kBookingColumns) + "WHERE id = ?", read_booking, id.bytes());
}

Result<void> publish_booking(Act& act, const BookingRow& row) {
  wire::FeedValue value;
  wire::BookingState& state = *value.mutable_booking();
  state.set_booking_id(string_of(row.id.bytes()));
  state.set_session_id(string_of(row.session.bytes()));
  state.set_state(wire_name(row.state));
  state.set_reason(row.reason);
  return write_feed(act, row.scope, "booking/" + to_hex(row.id.bytes()), value);
}

Result<void> insert_booking(Act& act, const BookingRow& row) {
  act.needs(Lock::sessions());
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO booking(id, arrival, session, kind, period, state, reason, slot, person, card, masked_name, "
      "sealed, device, scope, made_ms, changed_ms) "
      "VALUES(?, (SELECT coalesce(max(arrival), 0) + 1 FROM booking), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row.id.bytes(), row.session.bytes(), row.kind, row.period, wire_name(row.state), row.reason, row.slot,
      nullable(row.person), nullable(row.card), row.masked_name, row.sealed, row.device.bytes(), row.scope, row.made_ms,
      act.now_ms()));
  return publish_booking(act, row);
}

Result<void> update_booking(Act& act, const BookingRow& row) {
  WARMHEART_TRY(sql::execute(act, "UPDATE booking SET state = ?, reason = ?, slot = ?, changed_ms = ? WHERE id = ?",
                             wire_name(row.state), row.reason, row.slot, act.now_ms(), row.id.bytes()));
  return publish_booking(act, row);
}

Result<std::uint32_t> others_of_person(Snapshot& in, const BookingRow& row) {
  if (row.person.empty() && row.card.empty()) return 0u;
  return sql::value<std::uint32_t>(
      in,
      std::string("SELECT count(*) FROM booking WHERE kind = ?1 AND period = ?2 AND id <> ?3 AND state IN ") +
          kStanding + " AND (person = ?4 OR card = ?5)",
      row.kind, row.period, row.id.bytes(), nullable(row.person), nullable(row.card));
}

Result<std::optional<SlotRow>> find_slot(Snapshot& in, const Uuid& session, std::uint32_t number) {
  return sql::row<SlotRow>(in, std::string(kSlotColumns) + "WHERE session = ? AND number = ?", read_slot,
                           session.bytes(), number);
}

Result<std::optional<SlotRow>> first_in_pool(Snapshot& in, const Uuid& session) {
  return sql::row<SlotRow>(in, std::string(kSlotColumns) + "WHERE session = ? AND state = ? ORDER BY number LIMIT 1",
                           read_slot, session.bytes(), name_of(SlotState::pool));
}

Result<std::uint64_t> count_slots(Snapshot& in, const Uuid& session, SlotState state) {
  return sql::value<std::uint64_t>(in, "SELECT count(*) FROM slot WHERE session = ? AND state = ?", session.bytes(),
                                   name_of(state));
}

Result<void> set_slot(Act& act, const Uuid& session, const SlotRow& slot) {
  act.needs(Lock::session(session));
  WARMHEART_TRY(sql::execute(act, "UPDATE slot SET state = ?, lease = ?, booking = ? WHERE session = ? AND number = ?",
                             name_of(slot.state), nullable(slot.lease), nullable(slot.booking), session.bytes(),
                             slot.number));
  return {};
}

Result<std::optional<LeaseRow>> find_lease(Snapshot& in, const Uuid& id) {
  return sql::row<LeaseRow>(in, "SELECT id, session, device, epoch, scope, state, want, body FROM lease WHERE id = ?",
                            read_lease, id.bytes());
}

Result<void> publish_lease(Act& act, const LeaseRow& lease) {
  const std::string key = "lease/" + to_hex(lease.id.bytes());
  if (is_over(lease.state)) return write_tombstone(act, lease.scope, key);
  wire::FeedValue value;
  *value.mutable_lease() = lease.value;
  value.mutable_lease()->set_state(std::string(name_of(lease.state)));
  return write_feed(act, lease.scope, key, value);
}

Result<std::optional<LeaseRow>> grant_lease(Act& act, const SessionRow& session, const Uuid& device,
                                            std::uint64_t epoch, const std::string& scope, std::uint32_t count,
                                            const Uuid& want) {
  act.needs(Lock::session(session.id));
  LeaseRow lease{act.make_id(), session.id, device, epoch, scope, LeaseState::open, want, {}};
  lease.value.set_lease_id(string_of(lease.id.bytes()));
  lease.value.set_session_id(string_of(session.id.bytes()));
  lease.value.set_device(string_of(device.bytes()));
  lease.value.set_epoch(epoch);
  lease.value.set_sell_for_ms(kSellForMs);
  lease.value.set_hard_slots(want.empty() ? 1 : 0);
  if (!want.empty()) lease.value.set_want_id(string_of(want.bytes()));
  for (std::uint32_t i = 0; i < count; ++i) {
    WARMHEART_TRY_ASSIGN(auto slot, first_in_pool(act, session.id));
    if (!slot) break;
    slot->state = SlotState::leased;
    slot->lease = lease.id;
    WARMHEART_TRY(set_slot(act, session.id, *slot));
    lease.value.add_slots(slot->number);
  }
  if (lease.value.slots().empty()) return std::optional<LeaseRow>();
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO lease(id, session, device, epoch, scope, state, granted_ms, want, body) "
                             "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             lease.id.bytes(), session.id.bytes(), device.bytes(), epoch, scope, name_of(lease.state),
                             act.now_ms(), nullable(want), serialise(lease.value)));
  WARMHEART_TRY(publish_lease(act, lease));
  return std::optional<LeaseRow>(std::move(lease));
}

Result<void> set_lease_state(Act& act, LeaseRow& lease, LeaseState state) {
  lease.state = state;
  WARMHEART_TRY(sql::execute(act, "UPDATE lease SET state = ? WHERE id = ?", name_of(state), lease.id.bytes()));
  return publish_lease(act, lease);
}

Result<std::optional<BookingRow>> first_waiting(Snapshot& in, const Uuid& session) {
  return sql::row<BookingRow>(
      in, std::string(kBookingColumns) + "WHERE session = ? AND state = 'waiting' ORDER BY arrival LIMIT 1",
      read_booking, session.bytes());
}

Result<std::size_t> move_waiting_list_up(Act& act, const SessionRow& session) {
  act.needs(Lock::session(session.id));
  std::size_t moved = 0;
  if (session.state != SessionState::open || is_held(act, session)) return moved;
  for (;;) {
    WARMHEART_TRY_ASSIGN(auto slot, first_in_pool(act, session.id));
    if (!slot) return moved;
    WARMHEART_TRY_ASSIGN(auto booking, first_waiting(act, session.id));
    if (!booking) return moved;
    slot->state = SlotState::booked;
    slot->booking = booking->id;
    WARMHEART_TRY(set_slot(act, session.id, *slot));
    booking->state = BookingState::confirmed;
    booking->reason = "place-free";
    booking->slot = slot->number;
    WARMHEART_TRY(update_booking(act, *booking));
    ++moved;
  }
}

Result<void> give_back(Act& act, const SessionRow& session, SlotRow slot) {
  slot.state = SlotState::pool;
  slot.booking = Uuid();
  slot.lease = Uuid();
  WARMHEART_TRY(set_slot(act, session.id, slot));
  WARMHEART_TRY_ASSIGN(const std::size_t moved, move_waiting_list_up(act, session));
  static_cast<void>(moved);
  return publish_session_row(act, session);
}

Result<void> cancel_booking_row(Act& act, BookingRow& row) {
  WARMHEART_TRY_ASSIGN(const auto session, find_session_row(act, row.session));
  WARMHEART_TRY_ASSIGN(const auto slot, find_slot(act, row.session, row.slot));
  if (row.state != BookingState::needs_you) row.reason.clear();  // why it could not stand is kept
  row.state = BookingState::cancelled;
  row.slot = 0;
  WARMHEART_TRY(update_booking(act, row));
  if (session && slot && slot->booking == row.id) WARMHEART_TRY(give_back(act, *session, *slot));
  return {};
}

}  // namespace warmheart::internal
