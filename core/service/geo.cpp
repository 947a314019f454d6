#include "core/service/geo.h"

#include <array>
#include <cmath>
#include <numbers>

namespace warmheart {
namespace {

constexpr double kEarthRadiusM = 6'371'008.8;  // IUGG mean radius
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kMillion = 1e6;

constexpr std::array<const char*, 8> kWinds = {"north", "north-east", "east", "south-east",
                                               "south", "south-west", "west", "north-west"};

// Of the ellipsoid of Krassovsky, on which GCJ-02 is built.
constexpr double kKrassovskyAxisM = 6'378'245;
constexpr double kKrassovskyEccentricity = 0.00669342162296594323;  // squared

bool in_china(const GeoPoint& point) {
  return point.longitude >= 72.004 && point.longitude <= 137.8347 && point.latitude >= 0.8293 &&
         point.latitude <= 55.8271;
}

double waves(double value) {
  return (20 * std::sin(6 * value * std::numbers::pi) + 20 * std::sin(2 * value * std::numbers::pi)) * 2 / 3;
}

double shift_north(double x, double y) {
  const double pi = std::numbers::pi;
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves(x) +
         (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3 +
         (160 * std::sin(y / 12 * pi) + 320 * std::sin(y / 30 * pi)) * 2 / 3;
}

double shift_east(double x, double y) {
  const double pi = std::numbers::pi;
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves(x) +
         (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3 +
         (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
}

// RFC 3986: what is not unreserved is written as %XX.
std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (plain) {
      out += letter;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string degrees_text(std::int64_t e6) {
  const std::int64_t whole = (e6 < 0 ? -e6 : e6) / 1'000'000, rest = (e6 < 0 ? -e6 : e6) % 1'000'000;
  const std::string fraction = std::to_string(rest);
  return (e6 < 0 ? "-" : "") + std::to_string(whole) + "." + std::string(6 - fraction.size(), '0') + fraction;
}

}  // namespace

bool is_geo_point(const GeoPoint& point) {
  return std::isfinite(point.latitude) && std::isfinite(point.longitude) && std::abs(point.latitude) <= 90 &&
         std::abs(point.longitude) <= 180 && (point.latitude != 0 || point.longitude != 0);
}

std::optional<GeoPoint> geo_point_from_e6(std::int64_t latitude_e6, std::int64_t longitude_e6) {
  const GeoPoint point{static_cast<double>(latitude_e6) / kMillion, static_cast<double>(longitude_e6) / kMillion};
  if (!is_geo_point(point)) return std::nullopt;
  return point;
}

std::int64_t latitude_e6(const GeoPoint& point) { return std::llround(point.latitude * kMillion); }
std::int64_t longitude_e6(const GeoPoint& point) { return std::llround(point.longitude * kMillion); }

double distance_m(const GeoPoint& from, const GeoPoint& to) {
  const double half_north = std::sin((to.latitude - from.latitude) * kDegree / 2);
  const double half_east = std::sin((to.longitude - from.longitude) * kDegree / 2);
  const double haversine = half_north * half_north +
                           std::cos(from.latitude * kDegree) * std::cos(to.latitude * kDegree) * half_east * half_east;
  return 2 * kEarthRadiusM * std::asin(std::sqrt(std::fmin(1, haversine)));
}

GeoOffset offset_m(const GeoPoint& from, const GeoPoint& to) {
  const double across = std::remainder(to.longitude - from.longitude, 360.0);
  return {across * kDegree * std::cos(from.latitude * kDegree) * kEarthRadiusM,
          (to.latitude - from.latitude) * kDegree * kEarthRadiusM};
}

const char* wire_name(Wind wind) { return kWinds[static_cast<std::size_t>(wind)]; }

Wind direction(const GeoPoint& from, const GeoPoint& to) {
  const double across = (to.longitude - from.longitude) * kDegree;
  const double here = from.latitude * kDegree, there = to.latitude * kDegree;
  const double bearing =
      std::atan2(std::sin(across) * std::cos(there),
                 std::cos(here) * std::sin(there) - std::sin(here) * std::cos(there) * std::cos(across));
  const long eighth = std::lround(bearing / (std::numbers::pi / 4));
  return static_cast<Wind>((eighth + 8) % 8);
}

GeoPoint gcj02_from_wgs84(const GeoPoint& point) {
  if (!in_china(point)) return point;
  const double x = point.longitude - 105, y = point.latitude - 35;
  const double angle = point.latitude * kDegree;
  const double flat = 1 - kKrassovskyEccentricity * std::sin(angle) * std::sin(angle);
  const double north =
      shift_north(x, y) / kDegree * flat * std::sqrt(flat) / (kKrassovskyAxisM * (1 - kKrassovskyEccentricity));
  const double east = shift_east(x, y) / kDegree * std::sqrt(flat) / (kKrassovskyAxisM * std::cos(angle));
  return {point.latitude + north, point.longitude + east};
}

GeoPoint wgs84_from_gcj02(const GeoPoint& point) {
  GeoPoint found = point;
  for (int round = 0; round < 5; ++round) {
    const GeoPoint shifted = gcj02_from_wgs84(found);
    found.latitude += point.latitude - shifted.latitude;
    found.longitude += point.longitude - shifted.longitude;
  }
  return found;
}

std::string map_address(const GeoPoint& point, std::string_view name) {
  return "https://uri.amap.com/marker?position=" + degrees_text(longitude_e6(point)) + "," +
         degrees_text(latitude_e6(point)) + "&name=" + percent_encoded(name) + "&coordinate=wgs84&callnative=1";
}

}  // namespace warmheart
