// Stations as rows, and where a device stands. Not for other rooms.
#pragma once

#include "core/central/stations/devices.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

// read_station() reads any statement that selects these first.
inline constexpr const char* kStationColumns =
    "s.id, s.code, s.name, s.host, s.district_code, s.street_code, s.opening_hours, s.union_code, s.controller_name, "
    "s.controller_phone, s.controller_name_en, s.name_en, s.host_en, s.address, s.address_en, s.phone, s.landmark, "
    "s.landmark_en, s.defibrillator, s.defibrillator_en, s.latitude_e6, s.longitude_e6, s.wifi_network, "
    "s.wifi_password";

Station read_station(sql::Columns& row);

// Where a device stands; empty when it stands nowhere.
struct DeviceStation {
  Uuid station;
  std::string district_code;
};
Result<DeviceStation> station_of(Snapshot& in, const Uuid& device);

}  // namespace warmheart::internal
