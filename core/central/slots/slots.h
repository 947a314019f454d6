// Slots of sessions: the centre's ledger (core/service/SLOTS.md). A slot is in the pool, leased to one device and
// epoch, booked, or retired; in every committed state capacity = pool + leased + booked + retired (I1). Time alone
// returns nothing (I4). Failure: invalid_argument = a value that breaks a rule of the catalogue; not_found; conflict =
// the session is over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::int64_t kSellForMs = 72ll * 3'600'000;  // a lease sells so long after its request was sent (I5)
inline constexpr unsigned kPoolShare = 25;                    // percent of a session that is never leased ahead
inline constexpr std::uint32_t kMaxAhead = 4;                 // slots a device may hold ahead of demand
inline constexpr std::int64_t kRetireAfterEndMs = 48ll * 3'600'000;  // what is leased of a session that is past

// Publishes a session, or changes its texts. `district` empty: every district. The capacity of a known session may
// grow; to make it smaller, cancel it. An id is made where the value has none and returned.
Result<Uuid> publish_session(CentralStore& store, const std::string& district, wire::Session value);
// It takes no more bookings; each confirmed booking becomes a call, leases are recalled.
Result<void> cancel_session(CentralStore& store, const Uuid& session, const std::string& notice,
                            const std::string& who);
// Leases of a session are recalled: each device gives back what it has not spent, in its own order.
Result<std::size_t> recall_leases(CentralStore& store, const Uuid& session);

// Grants ahead, tells the feed what is past, retires what belongs to an epoch that is over, freezes clones, moves
// waiting lists up. Each step in its own transaction. Call it about once a second and at start. Returns how much moved.
// After a restore (a new incarnation) nothing is granted in sessions to come until every active device has taken a
// checkpoint of it and has nothing left to tell, or is revoked: devices may hold leases that the copy has forgotten.
Result<std::size_t> maintain_leases(CentralStore& store);

struct SlotLedger {
  Uuid session;
  wire::Session value;
  std::uint64_t pool = 0, leased = 0, booked = 0, retired = 0;
  std::uint64_t waiting = 0;
  std::uint64_t needs_you = 0;
  bool held = false;  // waits for devices after a restore
  bool balanced() const { return pool + leased + booked + retired == value.capacity(); }
};
Result<std::vector<SlotLedger>> slot_ledgers(CentralStore& store);

struct BookingLine {
  Uuid id;
  std::string state, reason, masked_name, station;
  std::uint32_t slot = 0;
  std::int64_t made_ms = 0;
};
Result<std::vector<BookingLine>> list_bookings(CentralStore& store, const Uuid& session);
// A session by its id or the beginning of it (at least four hexadecimal characters), where only one has it.
Result<Uuid> find_session(CentralStore& store, const std::string& beginning);

}  // namespace warmheart
