// What a run is asked for. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/fleet/day_plan.h"
#include "core/base/bytes.h"
#include "net/http/https_client.h"

namespace warmheart::fleet {

enum class Scenario {
  day,     // visits by the hour, joins at lunch, outages
  storm,   // all connect at once, each with records that it wrote without a network
  steady,  // as fast as acknowledgements come
  idle,    // connected and waiting for the feed, nothing to tell
};
const char* name_of(Scenario scenario);
std::optional<Scenario> scenario_from(std::string_view name);

struct RunOptions {
  std::string folder;                   // of the fleet
  std::vector<http::Endpoint> centres;  // a station begins at one of them and goes on to the next where it fails;
                                        // empty: what enrolment said
  Bytes ca_der;                         // trusted in the place of enrolment's roots; empty: those
  Scenario scenario = Scenario::day;
  std::optional<double> minutes;            // of real time; none: the scenario's own
  std::size_t stations = 0;                 // of the fleet's, from its beginning; 0: all
  int threads = 0;                          // 0: one a core
  double speed = 60;                        // of the day's clock
  std::int64_t from_ms = 7 * kHourOfDayMs;  // where the day begins
  DayOptions day;
  std::size_t records_a_request = 20;  // of steady
  std::size_t storm_records = 50;      // of each station
  double ramp_s = -1;   // over which the stations come; below 0: the scenario's own (400 a second for day and idle)
  double drain_s = 60;  // for what still waits at the end
  bool own_addresses = false;           // each station connects from a loopback address of its own
  std::string ledger, json, histogram;  // files; empty: none
};

// 127.64.0.1 for station 0, and so on: 250 a third byte.
std::string loopback_address(std::size_t station);

}  // namespace warmheart::fleet
