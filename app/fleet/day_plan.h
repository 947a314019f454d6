// A station's day: what riders do there and when, and when its network is away. Pure: the same options and the same
// number give the same day. Times are milliseconds since midnight of the station's day.
// The rates are those of a city of 7,400 stations with 90,000 visits a day.
#pragma once

#include <cstdint>
#include <vector>

namespace warmheart::fleet {

inline constexpr std::int64_t kHourOfDayMs = 3'600'000;
inline constexpr std::int64_t kWholeDayMs = 24 * kHourOfDayMs;

struct DayOptions {
  std::uint64_t seed = 1;
  double visits = 12.2;        // a station and day, on average; all else follows by share
  double outage_share = 0.05;  // of stations that lose their network once a day, for one to four hours
};

enum class Doing {
  visit,         // a rest service is taken
  leave,         // its seat is given up again
  brought,       // a service that staff bring, asked for
  taken_up,      // and brought
  rate,          // one of three faces
  fault,         // something is broken
  join,          // an application
  book,          // a health check
  ask_for_help,  // a case
  hand_off,      // a form goes on on the rider's phone
  network_away,
  network_back,
};

struct PlannedAct {
  std::int64_t at_ms = 0;
  Doing doing = Doing::visit;
  std::uint32_t subject = 0;  // links leave to its visit and taken_up to what was asked for; 0: it has none
};

// In the order of time.
std::vector<PlannedAct> plan_day(const DayOptions& options, std::size_t station);

}  // namespace warmheart::fleet
