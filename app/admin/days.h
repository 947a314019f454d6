// Days as an operator writes them. Pure. invalid_argument: no day.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include "core/base/result.h"
#include "core/person/date.h"
#include "core/service/visit.h"

namespace warmheart::admin {

// "2026-11-25" → the day's number; empty: today.
inline Result<std::int64_t> day_from(const std::string& text, std::int64_t now_ms) {
  if (text.empty()) return china_day(now_ms);
  int year = 0, month = 0, day = 0, read = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &read) != 3 ||
      static_cast<std::size_t>(read) != text.size() || !is_real({year, month, day})) {
    return fail(ErrorCode::invalid_argument, "write a day as 2026-11-25; given: \"" + text + "\"");
  }
  const auto days = std::chrono::sys_days(std::chrono::year(year) / month / day).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::days>(days).count();
}

struct DaySpan {
  std::int64_t first = 0, last = 0;
};
inline constexpr std::int64_t kDaysBack = 30;
// The thirty days until `to` where no first one is given; `to` empty: today.
inline Result<DaySpan> days_from(const std::string& from, const std::string& to, std::int64_t now_ms) {
  DaySpan span;
  WARMHEART_TRY_ASSIGN(span.last, day_from(to, now_ms));
  span.first = span.last - kDaysBack;
  if (!from.empty()) { WARMHEART_TRY_ASSIGN(span.first, day_from(from, now_ms)); }
  return span;
}

}  // namespace warmheart::admin
