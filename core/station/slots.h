// Slots of sessions at this station (core/service/SLOTS.md). A booking is confirmed only after one durable
// transaction has spent an unspent slot of a lease of this device and epoch (I2, I8); it works the same with and
// without a network. One function, one transaction; store thread. Errors: those of the store (station_store.h), and
// those named below.
//
// Readable on disk: masked name, session, slot number, times, states, a card's random number, and Argon2id of short
// code and last four together. A person without a card is recognised again only in memory, under a key that dies
// with the process.
#pragma once

#include <optional>
#include <vector>

#include "core/person/consent.h"
#include "core/record/seal.h"
#include "core/service/rider.h"
#include "core/service/session.h"
#include "core/station/station_store.h"

namespace warmheart {

struct SessionHere {
  wire::Session session;
  std::uint32_t confirmable = 0;  // slots this device may confirm at once, also without network
};
// Sessions of the feed that are not over, the soonest first.
Result<std::vector<SessionHere>> sessions_here(StationStore& store);

struct NewBooking {
  Uuid id;  // made before the first touch
  Uuid session;
  Rider rider;
  std::vector<Consent> consents;
  std::string masked_name;    // of the rider, or of the card
  LookupCredential prepared;  // short code and look-up key: prepare_application(last_four(rider), …)
};

struct Booking {
  Uuid id;
  wire::Session session;  // as the feed shows it now; only its id when it is gone from there
  BookingState state = BookingState::wanted;
  std::uint32_t slot = 0;  // 0: none
  std::string masked_name;
  std::string reason;       // of the centre: "limit", "session-cancelled", "place-taken", …
  std::uint32_t ahead = 0;  // on the waiting list
  std::int64_t made_ms = 0;
  Delivery delivery = Delivery::saved;
  SecretString short_code;  // the stored one; only in the answer of book_slot, book_held_slot and want_slot
};

struct BookingOutcome {
  std::optional<Booking> booking;  // none: this device holds no slot it may confirm
};

// Spends a slot of this device's leases. The same id twice is one booking and the same answer, also where the second
// request brings another short code. not_found: the session is gone; conflict: it is cancelled or over, or the id is
// known with another short code that this process did not give out; limit: the person holds as many as allowed, as far
// as this device knows.
Result<BookingOutcome> book_held_slot(StationStore& store, const NewBooking& booking);

// Asks the centre: for one slot now, or for the waiting list. The slot that comes is spent by itself when the answer
// arrives.
Result<Booking> want_slot(StationStore& store, const NewBooking& booking, bool waiting_list);

// What happens where this device holds no slot that it may confirm.
enum class WhenNoneHeld { ask_centre, join_waiting_list };
// The rule of booking, one transaction: a slot of this device's leases where there is one, else `otherwise`. Errors as
// book_held_slot.
Result<Booking> book_slot(StationStore& store, const NewBooking& booking, WhenNoneHeld otherwise);
// Nobody waits for the answer any more: from "wanted" to the waiting list or to nothing is the rider's choice
// (cancel_booking).
Result<Booking> find_booking(StationStore& store, const Uuid& id);
Result<std::vector<Booking>> bookings_of_card(StationStore& store, const CardNumber& card);

// Twice changes nothing. The slot goes back to the centre's pool after the acknowledgement, never to this device's
// lease (I6).
Result<void> cancel_booking(StationStore& store, const Uuid& id, std::string_view by);
// Attended, or did not come; never a result. conflict: it is no confirmed booking.
Result<void> record_attendance(StationStore& store, const Uuid& id, bool attended, const KeyId& staff);

// Closes leases whose session is past or whose time is over: unspent slots go back by this record alone (I4). Call it
// every minute or so, and after a checkpoint was flipped. Returns how many were closed.
Result<std::size_t> maintain_leases(StationStore& store);

}  // namespace warmheart
