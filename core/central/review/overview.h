// Figures for the console's first page and its list of stations. Read only; a union reviewer sees its own union's
// queue.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/access/access.h"
#include "core/central/stations/devices.h"
#include "core/central/store/store.h"

namespace warmheart {

struct Overview {
  std::int64_t as_of_ms = 0;
  std::uint64_t stations_total = 0;
  std::uint64_t stations_synced_today = 0;  // China time
  std::uint64_t joins_today = 0;            // applications received today
  std::uint64_t awaiting = 0;
  std::int64_t oldest_wait_ms = 0;
  std::vector<Alarm> alarms;  // of the last seven days, newest first, at most 20
};
Result<Overview> overview(CentralStore& store, const Reviewer& reviewer);

// For the console's events: how many wait for this reviewer.
Result<std::uint64_t> awaiting_count(CentralStore& store, const Reviewer& reviewer);

struct StationRow {
  Station station;
  std::int64_t last_contact_ms = 0;  // of any of its devices; 0: never
  std::uint64_t devices = 0;         // active ones
  std::uint64_t waiting = 0;         // as they reported
  std::uint64_t parked = 0;
  std::string version;
  std::string state;  // "in-contact" (5 min), "quiet" (a day), "silent", "never", "no-device"
};
Result<std::vector<StationRow>> list_stations(CentralStore& store);

}  // namespace warmheart
