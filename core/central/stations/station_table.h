// A station as it is read from any statement that selects kStationColumns first. Not for other rooms.
#pragma once

#include "core/central/stations/devices.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

inline constexpr const char* kStationColumns =
    "s.id, s.code, s.name, s.host, s.district_code, s.street_code, s.opening_hours, s.union_code, s.controller_name, "
    "s.controller_phone";

inline Station read_station(sql::Columns& row) {
  return {row.id(),   row.text(), row.text(), row.text(), row.text(),
          row.text(), row.text(), row.text(), row.text(), row.text()};
}

}  // namespace warmheart::internal
