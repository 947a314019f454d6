// Places on the earth and what a finder says of them: how far, in which direction, and an address that opens a map on a
// phone. Pure functions. Degrees are those of WGS 84 (EPSG:4326), the datum of satellite navigation, unless a name says
// another; the earth is a sphere of its mean radius (IUGG), which is right to half a percent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace warmheart {

struct GeoPoint {
  double latitude = 0;   // degrees, north positive
  double longitude = 0;  // degrees, east positive

  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

// Within the globe and finite. (0, 0), which is what an empty form gives, is no place.
bool is_geo_point(const GeoPoint& point);

// As contract and tables hold them: millionths of a degree (11 cm). nullopt: no geo point.
std::optional<GeoPoint> geo_point_from_e6(std::int64_t latitude_e6, std::int64_t longitude_e6);
std::int64_t latitude_e6(const GeoPoint& point);
std::int64_t longitude_e6(const GeoPoint& point);

// Metres along the great circle, by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope
// 68 (2), 1984).
double distance_m(const GeoPoint& from, const GeoPoint& to);

// Metres to the east and to the north, by the equirectangular projection about `from` (J. P. Snyder, "Map Projections:
// A Working Manual", USGS 1395, 1987, section 12): for maps of a city.
struct GeoOffset {
  double east_m = 0;
  double north_m = 0;
};
GeoOffset offset_m(const GeoPoint& from, const GeoPoint& to);

// The nearest of eight winds, each 45 degrees wide.
enum class Wind { north, north_east, east, south_east, south, south_west, west, north_west };
const char* wire_name(Wind wind);  // "north-east"
Wind direction(const GeoPoint& from, const GeoPoint& to);

// Maps that are published in China are drawn in GCJ-02, some hundred metres from WGS 84: who reads a place from one of
// them has GCJ-02. The formula is the published approximation ("Restrictions on geographic data in China", Wikipedia);
// the way back is found by iteration, to less than a metre. Outside China the two are the same.
GeoPoint gcj02_from_wgs84(const GeoPoint& point);
GeoPoint wgs84_from_gcj02(const GeoPoint& point);

// An address that opens a map with a mark on any phone, in its browser or the map's app, without a key: the URI API of
// Amap (高德), which is told that the degrees are WGS 84 and shifts them itself. `name` in UTF-8; nothing of a person.
std::string map_address(const GeoPoint& point, std::string_view name);

}  // namespace warmheart
