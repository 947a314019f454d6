#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>
#include <vector>

#include "app/fleet/histogram.h"
#include "tests/seeded_random.h"

using namespace warmheart;
using namespace warmheart::fleet;

TEST_CASE("an empty histogram says nothing, and says so") {
  const Histogram none;
  CHECK(none.count() == 0);
  CHECK(none.at_us(50) == 0);
  CHECK(none.max_us() == 0);
  CHECK(none.mean_us() == 0);
  CHECK(none.percentiles_text().find("Total count    =            0]") != std::string::npos);
}

TEST_CASE("small values are exact, and the last percentile is the longest") {
  Histogram histogram;
  for (std::int64_t value = 1; value <= 1000; ++value) histogram.record(value);
  CHECK(histogram.count() == 1000);
  CHECK(histogram.at_us(50) == 500);
  CHECK(histogram.at_us(90) == 900);
  CHECK(histogram.at_us(99) == 990);
  CHECK(histogram.at_us(99.9) == 999);
  CHECK(histogram.at_us(100) == 1000);
  CHECK(histogram.at_us(0) == 1);
  CHECK(histogram.mean_us() == Approx(500.5));
  CHECK(histogram.deviation_us() == Approx(288.675).epsilon(0.001));
}

TEST_CASE("each percentile of any spread is right to three digits") {
  test::SeededRandom random(7);
  Histogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    const auto value = static_cast<std::int64_t>(std::exp(static_cast<double>(random.below(2'400)) / 100));
    values.push_back(value);
    histogram.record(value);
  }
  std::ranges::sort(values);
  for (const double percentile : {1.0, 25.0, 50.0, 75.0, 90.0, 99.0, 99.9, 99.99}) {
    const auto at =
        static_cast<std::size_t>(std::ceil(percentile / 100 * static_cast<double>(values.size()) - 1e-6)) - 1;
    CAPTURE(percentile);
    CHECK(histogram.at_us(percentile) >= values[at]);
    CHECK(static_cast<double>(histogram.at_us(percentile)) <= static_cast<double>(values[at]) * 1.001 + 1);
  }
  CHECK(histogram.at_us(100) == values.back());
}

TEST_CASE("what is out of range counts at its end") {
  Histogram histogram;
  histogram.record(-5);
  histogram.record(Histogram::kLongestUs * 3);
  CHECK(histogram.count() == 2);
  CHECK(histogram.at_us(50) == 0);
  CHECK(histogram.max_us() == Histogram::kLongestUs);
  CHECK(histogram.at_us(100) == Histogram::kLongestUs);
}

TEST_CASE("two histograms add up to the one of all values") {
  Histogram even, odd, all;
  for (std::int64_t value = 0; value < 100'000; value += 7) {
    (value % 2 == 0 ? even : odd).record(value);
    all.record(value);
  }
  even.add(odd);
  CHECK(even.count() == all.count());
  CHECK(even.max_us() == all.max_us());
  for (const double percentile : {10.0, 50.0, 99.0}) CHECK(even.at_us(percentile) == all.at_us(percentile));
}

TEST_CASE("the percentile output is HdrHistogram's: four columns, rising, ending at one") {
  Histogram histogram;
  for (std::int64_t value = 1; value <= 10'000; ++value) histogram.record(value * 10);
  std::istringstream lines(histogram.percentiles_text());
  std::string line;
  std::getline(lines, line);
  CHECK(line == "       Value     Percentile TotalCount 1/(1-Percentile)");
  std::getline(lines, line);
  CHECK(line.empty());
  double value = 0, percentile = -1, before_value = 0, before = -1;
  std::uint64_t total = 0, rows = 0;
  while (std::getline(lines, line) && line.front() != '#') {
    std::istringstream columns(line);
    REQUIRE(columns >> value >> percentile >> total);
    CHECK(percentile > before);
    CHECK(value >= before_value);
    before = percentile;
    before_value = value;
    double inverse = 0;
    if (percentile < 1) {
      REQUIRE(columns >> inverse);
      CHECK(inverse == Approx(1 / (1 - percentile)).epsilon(0.01));
    } else {
      CHECK_FALSE(columns >> inverse);
    }
    ++rows;
  }
  CHECK(rows > 20);
  CHECK(percentile == 1.0);
  CHECK(value == Approx(100.0));  // milliseconds
  CHECK(total == 10'000);
  CHECK(line.starts_with("#[Mean    =       50.0"));
}
