// The Clock port: core never asks the system for the time, it is given a Clock.
#pragma once

#include <array>
#include <cstdint>

namespace warmheart {

inline constexpr std::int64_t kHourMs = 3'600'000;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

using BootId = std::array<std::uint8_t, 16>;

struct ClockReading {
  std::int64_t wall_ms = 0;      // Unix time in milliseconds; may be wrong by years
  BootId boot_id{};              // changes at every boot of the machine
  std::int64_t boottime_ms = 0;  // CLOCK_BOOTTIME since that boot; never goes back
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual ClockReading now() const = 0;
};

// The machine's clocks. Thread-safe.
class SystemClock final : public Clock {
 public:
  SystemClock();
  ClockReading now() const override;

 private:
  BootId m_boot_id{};
};

}  // namespace warmheart
