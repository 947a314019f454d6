#include "app/admin/moment.h"

#include <chrono>
#include <cstdio>

#include "core/service/visit.h"

namespace warmheart::admin {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

std::optional<std::int64_t> at_time_of_day(std::int64_t day, int hour, int minute) {
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  return start_of_china_day(day) + (hour * 60 + minute) * kMinuteMs;
}

}  // namespace

std::optional<std::int64_t> moment_of(const std::string& text, std::int64_t now_ms) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, read = 0;
  if (std::sscanf(text.c_str(), "+%4d %2d:%2d%n", &day, &hour, &minute, &read) == 3 &&
      static_cast<std::size_t>(read) == text.size())
    return at_time_of_day(china_day(now_ms) + day, hour, minute);
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d %2d:%2d%n", &year, &month, &day, &hour, &minute, &read) != 5 ||
      static_cast<std::size_t>(read) != text.size())
    return std::nullopt;
  const auto date = std::chrono::year(year) / month / day;
  if (!date.ok()) return std::nullopt;
  const auto since_epoch = std::chrono::sys_days(date).time_since_epoch();
  return at_time_of_day(std::chrono::duration_cast<std::chrono::days>(since_epoch).count(), hour, minute);
}

}  // namespace warmheart::admin
