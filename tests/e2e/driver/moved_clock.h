// The machine's clocks plus what the test has added: waiting 45 seconds takes none. Thread-safe.
#pragma once

#include <atomic>

#include "core/base/clock.h"

namespace warmheart {

class MovedClock final : public Clock {
 public:
  ClockReading now() const override {
    ClockReading reading = m_real.now();
    const std::int64_t moved = m_moved_ms.load();
    reading.wall_ms += moved;
    reading.boottime_ms += moved;
    return reading;
  }
  void move(std::int64_t ms) { m_moved_ms += ms; }

 private:
  SystemClock m_real;
  std::atomic<std::int64_t> m_moved_ms{0};
};

}  // namespace warmheart
