// Durations in the form of HdrHistogram: log-linear buckets, three significant digits, so that a percentile is exact to
// one part in a thousand at every size. Values are whole microseconds; what is longer than kLongestUs counts as that.
// One thread; each thread has its own, added up at the end. Nothing here fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace warmheart::fleet {

class Histogram {
 public:
  static constexpr std::int64_t kLongestUs = 86'400'000'000;  // a day

  Histogram();

  void record(std::int64_t microseconds);  // below 0: 0
  void add(const Histogram& other);

  std::uint64_t count() const { return m_count; }
  std::int64_t max_us() const { return m_max; }  // as recorded; 0: nothing was
  double mean_us() const;
  double deviation_us() const;
  // The smallest value that `percentile` (0 to 100) of all are not above; 0: nothing was recorded.
  std::int64_t at_us(double percentile) const;

  // HdrHistogram's percentile output, five steps a half distance, in milliseconds:
  // "Value  Percentile  TotalCount  1/(1-Percentile)" and the footer, for its plotter.
  std::string percentiles_text() const;

 private:
  std::vector<std::uint64_t> m_counts;
  std::uint64_t m_count = 0;
  std::int64_t m_max = 0;
};

}  // namespace warmheart::fleet
