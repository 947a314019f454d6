#include "core/service/opening_hours.h"

#include "core/service/visit.h"

namespace warmheart {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

std::optional<int> minutes_from(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + (text[1] - '0'), minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > 1440) return std::nullopt;
  return hours * 60 + minutes;
}

}  // namespace

bool OpeningHours::open_at(std::int64_t wall_ms) const {
  const auto now = static_cast<int>((wall_ms - start_of_china_day(china_day(wall_ms))) / kMinuteMs);
  return opens_min < closes_min ? now >= opens_min && now < closes_min : now >= opens_min || now < closes_min;
}

std::optional<OpeningHours> opening_hours_from(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto opens = minutes_from(text.substr(0, 5)), closes = minutes_from(text.substr(6));
  if (!opens || !closes || *opens == *closes || *opens == 1440) return std::nullopt;
  return OpeningHours{*opens, *closes};
}

}  // namespace warmheart
