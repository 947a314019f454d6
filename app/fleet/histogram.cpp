#include "app/fleet/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>

namespace warmheart::fleet {
namespace {

constexpr int kSubBucketBits = 11;  // 2,048 steps: the next power of two above 2 × 10³
constexpr std::int64_t kHalf = 1 << (kSubBucketBits - 1);
constexpr int kTicksAHalfDistance = 5;
constexpr double kUsAMs = 1000.0;

// In how many powers of two the steps of a value are wide.
int bucket_of(std::int64_t value) {
  return std::max(0, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value))) - kSubBucketBits);
}
std::size_t index_of_value(std::int64_t value) {
  const int bucket = bucket_of(value);
  return static_cast<std::size_t>(bucket * kHalf + (value >> bucket));
}
struct Step {
  std::int64_t lowest = 0, highest = 0;
};
Step step_at(std::size_t index) {
  const auto at = static_cast<std::int64_t>(index);
  const std::int64_t bucket = std::max<std::int64_t>(0, at / kHalf - 1);
  const std::int64_t lowest = (at - bucket * kHalf) << bucket;
  return {lowest, lowest + (std::int64_t{1} << bucket) - 1};
}
double middle_of(std::size_t index) {
  const Step step = step_at(index);
  return static_cast<double>(step.lowest + step.highest) / 2;
}

template <class... Values>
void append_line(std::string& out, const char* format, Values... values) {
  char line[128];
  const int length = std::snprintf(line, sizeof line, format, values...);
  out.append(line, static_cast<std::size_t>(std::clamp(length, 0, static_cast<int>(sizeof line) - 1)));
}

}  // namespace

Histogram::Histogram() : m_counts(index_of_value(kLongestUs) + 1) {}

void Histogram::record(std::int64_t microseconds) {
  const std::int64_t value = std::clamp<std::int64_t>(microseconds, 0, kLongestUs);
  ++m_counts[index_of_value(value)];
  ++m_count;
  m_max = std::max(m_max, value);
}

void Histogram::add(const Histogram& other) {
  for (std::size_t i = 0; i < m_counts.size(); ++i) m_counts[i] += other.m_counts[i];
  m_count += other.m_count;
  m_max = std::max(m_max, other.m_max);
}

double Histogram::mean_us() const {
  if (m_count == 0) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < m_counts.size(); ++i) sum += static_cast<double>(m_counts[i]) * middle_of(i);
  return sum / static_cast<double>(m_count);
}

double Histogram::deviation_us() const {
  if (m_count == 0) return 0;
  const double mean = mean_us();
  double sum = 0;
  for (std::size_t i = 0; i < m_counts.size(); ++i) {
    const double away = middle_of(i) - mean;
    sum += static_cast<double>(m_counts[i]) * away * away;
  }
  return std::sqrt(sum / static_cast<double>(m_count));
}

std::int64_t Histogram::at_us(double percentile) const {
  if (m_count == 0) return 0;
  const double share = std::clamp(percentile, 0.0, 100.0) / 100.0 * static_cast<double>(m_count);
  const auto wanted = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share - 1e-6)));
  std::uint64_t passed = 0;
  for (std::size_t i = 0; i < m_counts.size(); ++i) {
    passed += m_counts[i];
    if (passed >= wanted) return std::min(step_at(i).highest, m_max);
  }
  return m_max;
}

std::string Histogram::percentiles_text() const {
  std::string out = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n";
  std::uint64_t passed = 0;
  double next = 0;  // in percent
  for (std::size_t i = 0; i < m_counts.size() && passed < m_count; ++i) {
    if (m_counts[i] == 0) continue;
    passed += m_counts[i];
    const double value_ms = static_cast<double>(std::min(step_at(i).highest, m_max)) / kUsAMs;
    while (next <= 100.0 * static_cast<double>(passed) / static_cast<double>(m_count)) {
      append_line(out, "%12.3f %14.12f %10llu", value_ms, next / 100, static_cast<unsigned long long>(passed));
      if (next >= 100) {
        append_line(out, "\n");
        break;
      }
      append_line(out, " %14.2f\n", 100 / (100 - next));
      if (passed == m_count) break;  // the rest is one value: the last line says it
      const double half_distances = std::pow(2, std::floor(std::log2(100 / (100 - next))) + 1);
      next += 100 / (kTicksAHalfDistance * half_distances);
    }
  }
  if (m_count > 0 && next < 100) {
    append_line(out, "%12.3f %14.12f %10llu\n", static_cast<double>(m_max) / kUsAMs, 1.0,
                static_cast<unsigned long long>(m_count));
  }
  append_line(out, "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n", mean_us() / kUsAMs, deviation_us() / kUsAMs);
  append_line(out, "#[Max     = %12.3f, Total count    = %12llu]\n", static_cast<double>(m_max) / kUsAMs,
              static_cast<unsigned long long>(m_count));
  append_line(out, "#[Buckets = %12d, SubBuckets     = %12d]\n", bucket_of(kLongestUs) + 1, 1 << kSubBucketBits);
  return out;
}

}  // namespace warmheart::fleet
