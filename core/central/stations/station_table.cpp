#include "core/central/stations/station_table.h"

#include "core/central/store/act.h"

namespace warmheart::internal {

Station read_station(sql::Columns& row) {
  Station out;
  out.id = row.id();
  for (std::string* text : {&out.code, &out.name, &out.host, &out.district_code, &out.street_code, &out.opening_hours,
                            &out.union_code, &out.controller_name, &out.controller_phone, &out.controller_name_en})
    *text = row.text();
  wire::StationPlace& place = out.place;
  for (std::string* text :
       {place.mutable_name_en(), place.mutable_host_en(), place.mutable_address(), place.mutable_address_en(),
        place.mutable_phone(), place.mutable_landmark(), place.mutable_landmark_en(), place.mutable_defibrillator(),
        place.mutable_defibrillator_en()})
    *text = row.text();
  const auto latitude = row.next<std::optional<std::int32_t>>(), longitude = row.next<std::optional<std::int32_t>>();
  if (latitude && longitude) {
    place.mutable_point()->set_latitude_e6(*latitude);
    place.mutable_point()->set_longitude_e6(*longitude);
  }
  out.wifi_network = row.text();
  out.wifi_password = row.text();
  return out;
}

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
