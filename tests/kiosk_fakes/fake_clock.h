// A clock that stands still until it is set: pictures stay the same, and time in tests is given.
#pragma once

#include "core/base/clock.h"

namespace warmheart::test {

inline constexpr std::int64_t kNow = 1'795'405'320'000;  // 2026-11-23 11:42 in China
inline constexpr std::int64_t kMinute = 60'000;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

struct FakeClock final : Clock {
  ClockReading reading{kNow, {1}, 1'000'000};
  ClockReading now() const override { return reading; }
  void pass(std::int64_t ms) {
    reading.wall_ms += ms;
    reading.boottime_ms += ms;
  }
};

}  // namespace warmheart::test
