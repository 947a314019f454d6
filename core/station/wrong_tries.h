// Wrong codes and digits at this kiosk: counted over all cards, codes, bookings and cases, in running time on disk, so
// that neither a clock nor a restart or a reboot gives new ones. Each closing lasts twice as long as the one before and
// is told to the centre. Inside the caller's transaction; store thread. Errors: SQLite's, and those named below.
// Private to this room.
#pragma once

#include <cstdint>

#include "core/station/station_state.h"

namespace warmheart::station {

inline constexpr std::int64_t kTriesWindowMs = 15 * 60'000;
inline constexpr std::int64_t kClosedMs = 15 * 60'000;            // the first time
inline constexpr std::int64_t kLongestClosedMs = 16 * kClosedMs;  // four hours
inline constexpr std::int64_t kClosingsForgottenMs = 24 * 3'600'000;

// limit: there were too many, and the time is not over.
Result<void> tries_are_open(const Act& act);
Result<void> count_wrong_try(const Act& act);
// The last one was right after all: the centre knows it.
Result<void> forgive_try(const Act& act);

}  // namespace warmheart::station
