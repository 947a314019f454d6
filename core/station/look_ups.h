// What rows keep so that a rider finds them by code and last four (core/record/KEYS.md "Look-up codes"): never the
// Argon2id itself but a hash of it, keyed with the identity folder's pepper, and not for longer than kFindableMs.
// Functions over a database, inside the caller's transaction; store thread. Errors: SQLite's.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/digest.h"
#include "core/station/types.h"
#include "core/storage/sql.h"

namespace warmheart::station {

// An application or a case is found by its code here for so long; later its rider asks the centre (/v1/ask).
inline constexpr std::int64_t kFindableMs = 60ll * 24 * 3'600'000;

// What stands in a row for this look-up key (Argon2id of code and last four, 32 bytes). Zeros, which stand for "found
// by card alone", stay zeros; without a pepper the key itself.
Digest kept_look_up(const StationIdentity& identity, const Digest& look_up_key);

// Brings rows of before the pepper into its form, once; the file is written anew in run_maintenance() then, so that the
// old form is in no unused part of it.
Result<void> key_look_ups(sql::Connection& db, const StationIdentity& identity);

// Takes the look-up of rows older than kFindableMs away, of a booking only once its session is over; at most `max` of
// each kind. Returns how many.
Result<std::size_t> end_look_ups(sql::Connection& db, std::int64_t now_ms, std::size_t max);

}  // namespace warmheart::station
