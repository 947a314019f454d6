#include "core/central/stations/station_table.h"

#include "core/central/store/act.h"

namespace warmheart::internal {

Result<DeviceStation> station_of(Snapshot& in, const Uuid& device) {
  const auto read = [](sql::Columns& row) { return DeviceStation{row.id(), row.text()}; };
  WARMHEART_TRY_ASSIGN(
      const auto found,
      sql::row<DeviceStation>(
          in, "SELECT s.id, s.district_code FROM device d JOIN station s ON s.id = d.station WHERE d.id = ?", read,
          device.bytes()));
  return found.value_or(DeviceStation());
}

}  // namespace warmheart::internal
