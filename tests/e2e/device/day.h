// A scripted day at a station: rest visits, sign-ups, bookings, cases, a pop-up, and two hours without a network in the
// middle. The same seed is the same day. What the station itself counted is told at the end, for the centre to be
// compared with.
#pragma once

#include <cstdint>

#include "tests/e2e/device/device.h"

namespace warmheart::device {

struct DayPlan {
  std::uint64_t seed = 1;
  int visits = 500;
  int bookings = 40;
  int joins = 20;
  int cases = 5;
};

struct DayTally {
  std::uint64_t visits = 0, person_times = 0, scanned_times = 0, taken_back = 0;
  std::uint64_t full = 0;  // asked for a unit when there was none, and took something else
  std::uint64_t joins = 0, cases = 0;
  std::uint64_t confirmed = 0, waiting = 0, cancelled = 0;  // bookings, as the station knows them at the end
  std::uint64_t records = 0;                                // of the journal
  std::uint64_t offline_records = 0;                        // of them written while there was no network
  std::string head_hash;                                    // hexadecimal
};
Result<DayTally> play_day(Device& device, const DayPlan& plan);

}  // namespace warmheart::device
