// Stations as rows, and where a device stands. Not for other rooms.
#pragma once

#include "core/central/stations/devices.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

// read_station() reads any statement that selects these first.
inline constexpr const char* kStationColumns =
    "s.id, s.code, s.name, s.host, s.district_code, s.street_code, s.opening_hours, s.union_code, s.controller_name, "
    "s.controller_phone";

inline Station read_station(sql::Columns& row) {
  return {row.id(),   row.text(), row.text(), row.text(), row.text(),
          row.text(), row.text(), row.text(), row.text(), row.text()};
}

// Where a device stands; empty when it stands nowhere.
struct DeviceStation {
  Uuid station;
  std::string district_code;
};
Result<DeviceStation> station_of(Snapshot& in, const Uuid& device);

}  // namespace warmheart::internal
