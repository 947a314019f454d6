// The virtual world: one seed, one clock, one queue of events. Everything that happens is an event with a time; equal
// times keep their order. One thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/result.h"

namespace warmheart::sim {

// SplitMix64: small, and the same on every machine.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
  void fill(std::span<std::uint8_t> out) override;
  std::uint64_t next();
  bool chance(unsigned percent) { return next() % 100 < percent; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::uint64_t m_state;
};

inline constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
inline constexpr std::int64_t kEpochMs = 1'800'000'000'000;  // the true time at virtual time 0

// What must not fail in a world whose disks are sound: a failure here is a finding.
template <class T>
T must(Result<T> result, const char* what) {
  if (result) {
    if constexpr (std::is_void_v<T>)
      return;
    else
      return std::move(*result);
  }
  std::fprintf(stderr, "failed: %s: %s\n", what, result.error().what.c_str());
  std::abort();
}

class World {
 public:
  explicit World(std::uint64_t seed) : random(seed) {}

  void at(std::int64_t time_ms, std::function<void()> event) {
    m_events.emplace(std::max(time_ms, m_now), std::move(event));
  }
  void after(std::int64_t delay_ms, std::function<void()> event) { at(m_now + delay_ms, std::move(event)); }
  std::int64_t now() const { return m_now; }
  // Runs until the given time or until `stop` says so.
  void run_until(std::int64_t time_ms, const std::function<bool()>& stop = {});

  SeededRandom random;
  std::uint64_t events = 0;

 private:
  std::int64_t m_now = 0;
  std::multimap<std::int64_t, std::function<void()>> m_events;  // equal keys stay in order of insertion
};

// A machine's clock: boot time is true, the wall clock is off by whatever its battery made of it.
class MachineClock final : public Clock {
 public:
  MachineClock(const World& world, Random& random) : m_world(world), m_random(random) { boot(); }
  ClockReading now() const override;
  std::int64_t boottime() const { return m_world.now() - m_booted_at; }
  void boot();
  void set_wall_error(std::int64_t ms) { m_wall_error = ms; }

 private:
  const World& m_world;
  Random& m_random;
  BootId m_boot_id{};
  std::int64_t m_booted_at = 0;
  std::int64_t m_wall_error = 0;
};

// With --trace every line of every log goes to stderr with the virtual time.
class TraceLog final : public Log {
 public:
  TraceLog(const World& world, std::string who, bool on) : m_world(world), m_who(std::move(who)), m_on(on) {}
  void write(LogLevel level, std::string_view line) override;
  void note(const std::string& line) { write(LogLevel::info, line); }

 private:
  const World& m_world;
  std::string m_who;
  bool m_on;
};

}  // namespace warmheart::sim
