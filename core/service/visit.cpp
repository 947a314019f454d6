#include "core/service/visit.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/clock.h"

namespace warmheart {
namespace {

constexpr std::array<std::string_view, 3> kVoidReasons = {"mistake", "twice", "other"};
constexpr std::int64_t kChinaMs = 8ll * 3'600'000;

}  // namespace

std::span<const std::string_view> void_reasons() { return kVoidReasons; }
bool is_void_reason(std::string_view reason) { return std::ranges::find(kVoidReasons, reason) != kVoidReasons.end(); }

bool is_staff_call(std::string_view service) { return service == kCallStaff || service == kCallEmergency; }

std::int64_t china_day(std::int64_t wall_ms) {
  const std::int64_t shifted = wall_ms + kChinaMs;
  return shifted >= 0 ? shifted / kDayMs : (shifted - kDayMs + 1) / kDayMs;
}
std::int64_t start_of_china_day(std::int64_t day) { return day * kDayMs - kChinaMs; }

std::optional<std::int64_t> next_free_ms(std::span<const UnitInUse> in_use, std::uint32_t units, unsigned wanted) {
  if (wanted > units) return std::nullopt;
  if (in_use.size() + wanted <= units) return 0;
  std::vector<std::int64_t> ends;
  for (const UnitInUse& unit : in_use) ends.push_back(unit.ends_ms);
  std::ranges::sort(ends);
  const std::size_t must_end = std::min(in_use.size() + wanted - units, ends.size());
  return ends[must_end - 1];
}

std::vector<std::uint32_t> free_units(std::span<const UnitInUse> in_use, std::uint32_t units, unsigned wanted) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t number = 1; number <= units && found.size() < wanted; ++number) {
    if (std::ranges::none_of(in_use, [number](const UnitInUse& used) { return used.unit == number; }))
      found.push_back(number);
  }
  if (found.size() < wanted) found.clear();
  return found;
}

}  // namespace warmheart
