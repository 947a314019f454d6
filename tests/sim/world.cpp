#include "world.h"

#include <cstdio>

namespace warmheart::sim {

std::uint64_t SeededRandom::next() {
  m_state += 0x9E3779B97F4A7C15u;
  std::uint64_t z = m_state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i < out.size(); i += 8) {
    std::uint64_t value = next();
    for (std::size_t n = i; n < std::min(i + 8, out.size()); ++n, value >>= 8)
      out[n] = static_cast<std::uint8_t>(value);
  }
}

void World::run_until(std::int64_t time_ms, const std::function<bool()>& stop) {
  while (!m_events.empty() && m_events.begin()->first <= time_ms) {
    if (stop && stop()) return;
    auto node = m_events.extract(m_events.begin());
    m_now = node.key();
    ++events;
    node.mapped()();
  }
  if (!stop || !stop()) m_now = std::max(m_now, time_ms);
}

ClockReading MachineClock::now() const { return {kEpochMs + m_world.now() + m_wall_error, m_boot_id, boottime()}; }

void MachineClock::boot() {
  m_random.fill(m_boot_id);
  m_booted_at = m_world.now();
}

void TraceLog::write(LogLevel, std::string_view line) {
  if (!m_on) return;
  const double seconds = static_cast<double>(m_world.now()) / 1000.0;
  std::fprintf(stderr, "%14.3f %-9s %.*s\n", seconds, m_who.c_str(), static_cast<int>(line.size()), line.data());
}

}  // namespace warmheart::sim
