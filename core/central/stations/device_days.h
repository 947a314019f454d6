// What devices have spent of their day (net/sync/PROTOCOL.md "Pace"), so that a restart of the centre gives none of
// them a new one. Who counts and decides is net/sync's admission; it keeps its figures here every few seconds. Failure:
// the database's.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "core/base/id.h"
#include "core/central/store/store.h"

namespace warmheart {

struct DeviceDay {
  Uuid device;
  std::int64_t day = 0;  // since 1970, UTC
  std::uint64_t requests = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::set<std::uint64_t> epochs{};
};

// One row a device: its last day takes the place of the one before.
Result<void> keep_device_days(CentralStore& store, std::span<const DeviceDay> days);
Result<std::vector<DeviceDay>> device_days(CentralStore& store);

}  // namespace warmheart
