// Rows of the ledger and their feed values, inside the caller's transaction; shared by slots.cpp and apply_slot.cpp.
// Not for other rooms.
#pragma once

#include <optional>
#include <string>

#include "core/central/store/states.h"
#include "core/central/store/store.h"
#include "core/service/session.h"
#include "warmheart.pb.h"

namespace warmheart::internal {

struct SessionRow {
  Uuid id;
  std::string scope;
  SessionState state = SessionState::open;  // as of the moment when it was read
  wire::Session value;
  std::uint64_t held_incarnation = 0;
  bool settling = false;
  SessionState kept = SessionState::open;  // open or cancelled
};
Result<std::optional<SessionRow>> find_session_row(Snapshot& in, const Uuid& id);
Result<void> set_session(Act& act, const SessionRow& row);
// The feed's value, with what the pool could still lease; of one that is past its tombstone.
Result<void> publish_session_row(Act& act, const SessionRow& row);
bool is_held(Snapshot& in, const SessionRow& row);

struct BookingRow {
  Uuid id;
  Uuid session;
  std::string kind, period;
  BookingState state = BookingState::wanted;
  std::string reason;
  std::uint32_t slot = 0;
  Uuid person;  // empty: unknown
  Bytes card;   // empty: none
  std::string masked_name;
  Bytes sealed;
  Uuid device;
  std::string scope;
  std::int64_t made_ms = 0;
};
Result<std::optional<BookingRow>> find_booking_row(Snapshot& in, const Uuid& id);
Result<void> insert_booking(Act& act, const BookingRow& row);
// State, reason and slot; tells the station where it was made.
Result<void> update_booking(Act& act, const BookingRow& row);
// Cancelled; its slot goes to the pool, nowhere else (I6), and whoever waits longest is next.
Result<void> cancel_booking_row(Act& act, BookingRow& row);
// Bookings of this person or card with the same kind and period that stand, without `row` itself.
Result<std::uint32_t> others_of_person(Snapshot& in, const BookingRow& row);

struct SlotRow {
  std::uint32_t number = 0;
  SlotState state = SlotState::pool;
  Uuid lease;
  Uuid booking;
};
Result<std::optional<SlotRow>> find_slot(Snapshot& in, const Uuid& session, std::uint32_t number);
Result<std::optional<SlotRow>> first_in_pool(Snapshot& in, const Uuid& session);
Result<std::uint64_t> count_slots(Snapshot& in, const Uuid& session, SlotState state);
Result<void> set_slot(Act& act, const Uuid& session, const SlotRow& slot);

struct LeaseRow {
  Uuid id;
  Uuid session;
  Uuid device;
  std::uint64_t epoch = 0;
  std::string scope;
  LeaseState state = LeaseState::open;
  Uuid want;
  wire::Lease value;
};
Result<std::optional<LeaseRow>> find_lease(Snapshot& in, const Uuid& id);
// Takes `count` slots out of the pool and tells the device. None when the pool has not so many.
Result<std::optional<LeaseRow>> grant_lease(Act& act, const SessionRow& session, const Uuid& device,
                                            std::uint64_t epoch, const std::string& scope, std::uint32_t count,
                                            const Uuid& want);
// Recalled and frozen are told to the device; one that is over leaves the feed.
Result<void> set_lease_state(Act& act, LeaseRow& lease, LeaseState state);

// The slot comes back to the pool, and whoever waits longest is next.
Result<void> give_back(Act& act, const SessionRow& session, SlotRow slot);

Result<std::optional<BookingRow>> first_waiting(Snapshot& in, const Uuid& session);

// Whether one slot may be leased for a want now: the session is to come, nothing is held, and nobody waits already.
Result<bool> may_lease_one(Snapshot& in, const SessionRow& session);

// The first who wait get what the pool has, in order of arrival; they are told, and called.
Result<std::size_t> move_waiting_list_up(Act& act, const SessionRow& session);

}  // namespace warmheart::internal
