// Leases as rows: taken from the feed, spent, closed (core/service/SLOTS.md). Inside the caller's transaction, store
// thread. Errors: SQLite's; io where the counter of spent slots cannot be written. Private to this room.
#pragma once

#include "core/service/lease.h"
#include "core/station/station_state.h"

namespace warmheart::station {

struct LeasedSlot {
  Uuid lease;
  std::uint32_t number = 0;
  bool hard = false;  // one of the slots that may be spent after a reboot
};

// What of `session` this device may confirm now (I5, I8), lowest number first.
Result<std::vector<LeasedSlot>> sellable_slots(const Act& act, const Uuid& session);

// Names the slot outside the database (I9), then marks it spent. Commit follows, or nothing was sold.
Result<void> spend(const Act& act, const LeasedSlot& slot, const Uuid& booking);

// A checkpoint was flipped: new leases are taken, recalled and forgotten ones end, a lease that answers a want is spent
// for it.
Result<void> take_leases(const Act& act);

// In contact with the centre: leases whose time a reboot made unknown go back, so that fresh ones come.
Result<void> return_leases_of_other_boots(const Act& act);

// Closes what is over. Returns how many.
Result<std::size_t> close_leases_that_are_over(const Act& act);

// Remembers when the request was sent that began the checkpoint under way; a lease in it sells from then.
Result<void> record_request_sent(const Act& act, const AnswerToStore& answer, FeedOutcome outcome);

// Once after opening: is the database as old as the counter says (I9)? False: it went back in time by more than one
// slot.
Result<bool> agrees_with_counter(const Act& act);

}  // namespace warmheart::station
