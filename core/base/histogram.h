// How often a figure was how large: counts below fixed bounds, the number and the sum of all. Any thread, without a
// lock: a snapshot may miss what is being added.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

namespace warmheart {

class Histogram {
 public:
  // In rising order; what is above the last counts in all.
  explicit Histogram(std::vector<double> upper_bounds) : m_bounds(std::move(upper_bounds)), m_below(m_bounds.size()) {}
  Histogram(const Histogram&) = delete;
  Histogram& operator=(const Histogram&) = delete;

  void observe(double figure) {
    for (std::size_t i = 0; i < m_bounds.size(); ++i) {
      if (figure > m_bounds[i]) continue;
      ++m_below[i];
      break;
    }
    m_sum += figure;
    ++m_count;
  }

  struct Snapshot {
    std::vector<double> upper_bounds;
    std::vector<std::uint64_t> up_to;  // of each bound: how many were not larger
    std::uint64_t count = 0;
    double sum = 0;
  };
  Snapshot snapshot() const {
    Snapshot out{m_bounds, {}, 0, m_sum};
    std::uint64_t all = 0;
    for (const auto& below : m_below) out.up_to.push_back(all += below);
    out.count = std::max<std::uint64_t>(all, m_count);
    return out;
  }

 private:
  const std::vector<double> m_bounds;
  std::vector<std::atomic<std::uint64_t>> m_below;  // above the bound before, and not above this one
  std::atomic<std::uint64_t> m_count{0};
  std::atomic<double> m_sum{0};
};

// Seconds, from what a disk takes to what nobody waits for.
inline std::vector<double> seconds_bounds() {
  return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

}  // namespace warmheart
