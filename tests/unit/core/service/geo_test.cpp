#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/service/geo.h"

using namespace warmheart;

namespace {

const GeoPoint kWangjing{39.996, 116.47};

// A metre, for tests that compare places.
constexpr double kMetreInDegrees = 1e-5;

}  // namespace

TEST_CASE("a degree of the equator, and a flight over North America, are as long as the haversine says") {
  CHECK(distance_m({0, 0}, {0, 1}) == Approx(111'195.08).epsilon(1e-6));
  CHECK(distance_m({39.9, 116.4}, {40.0, 116.4}) == Approx(11'119.51).epsilon(1e-6));
  CHECK(distance_m({36.12, -86.67}, {33.94, -118.40}) == Approx(2'886'448.43).epsilon(1e-6));
  CHECK(distance_m(kWangjing, kWangjing) == 0);
  CHECK(distance_m({0, 179.5}, {0, -179.5}) == Approx(111'195.08).epsilon(1e-6));
}

TEST_CASE("in a city the map's metres are the distance's metres") {
  for (const GeoPoint& there : {GeoPoint{40.02, 116.47}, GeoPoint{39.9, 116.6}, GeoPoint{39.97, 116.3}}) {
    const GeoOffset offset = offset_m(kWangjing, there);
    CHECK(std::hypot(offset.east_m, offset.north_m) == Approx(distance_m(kWangjing, there)).epsilon(0.002));
  }
  CHECK(offset_m(kWangjing, {40.0, 116.47}).north_m > 0);
  CHECK(offset_m(kWangjing, {39.996, 116.48}).east_m > 0);
  CHECK(offset_m({0, 179.9}, {0, -179.9}).east_m == Approx(22'239.0).epsilon(1e-4));
}

TEST_CASE("a direction is the nearest of eight winds") {
  const auto towards = [](double north, double east) {
    return std::string(wire_name(
        direction(kWangjing, {kWangjing.latitude + north, kWangjing.longitude + east / std::cos(39.996 * 0.0174533)})));
  };
  CHECK(towards(0.01, 0) == "north");
  CHECK(towards(0.01, 0.01) == "north-east");
  CHECK(towards(0, 0.01) == "east");
  CHECK(towards(-0.01, 0.01) == "south-east");
  CHECK(towards(-0.01, 0) == "south");
  CHECK(towards(-0.01, -0.01) == "south-west");
  CHECK(towards(0, -0.01) == "west");
  CHECK(towards(0.01, -0.01) == "north-west");
  CHECK(towards(0.01, 0.004) == "north");        // 21.8 degrees
  CHECK(towards(0.01, 0.0043) == "north-east");  // 23.3 degrees
}

TEST_CASE("what is beyond the globe, not a number, or an empty form's zeros is no place") {
  CHECK(is_geo_point(kWangjing));
  CHECK(is_geo_point({-90, 180}));
  CHECK_FALSE(is_geo_point({116.47, 39.996}));  // the two exchanged
  CHECK_FALSE(is_geo_point({0, 180.1}));
  CHECK_FALSE(is_geo_point({0, 0}));
  CHECK_FALSE(is_geo_point({std::numeric_limits<double>::quiet_NaN(), 1}));
  CHECK_FALSE(geo_point_from_e6(90'000'001, 1));
  const auto read = geo_point_from_e6(latitude_e6(kWangjing), longitude_e6(kWangjing));
  REQUIRE(read);
  CHECK(*read == kWangjing);
}

TEST_CASE("GCJ-02 is what a map of China shows, and its way back leads to the same metre") {
  const GeoPoint shown = gcj02_from_wgs84({39.911954, 116.377817});
  CHECK(shown.latitude == Approx(39.913345).margin(1e-6));
  CHECK(shown.longitude == Approx(116.384047).margin(1e-6));
  for (const GeoPoint& place : {kWangjing, GeoPoint{31.1774276, 121.5272106}, GeoPoint{22.543847, 113.912316}}) {
    const double apart = distance_m(place, gcj02_from_wgs84(place));
    CHECK(apart > 100);
    CHECK(apart < 1'000);
    const GeoPoint back = wgs84_from_gcj02(gcj02_from_wgs84(place));
    CHECK(back.latitude == Approx(place.latitude).margin(kMetreInDegrees));
    CHECK(back.longitude == Approx(place.longitude).margin(kMetreInDegrees));
  }
  const GeoPoint paris{48.8566, 2.3522};
  CHECK(gcj02_from_wgs84(paris) == paris);
}

TEST_CASE("the address of a map says its datum and carries any name") {
  CHECK(map_address({39.996, 116.470005}, "望京 A&B") ==
        "https://uri.amap.com/marker?position=116.470005,39.996000&name=%E6%9C%9B%E4%BA%AC%20A%26B&coordinate=wgs84"
        "&callnative=1");
  CHECK(map_address({-0.5, -60.25}, "x").find("position=-60.250000,-0.500000&") != std::string::npos);
}
