#include <catch2/catch.hpp>

#include "core/service/opening_hours.h"
#include "core/service/visit.h"

using namespace warmheart;

namespace {

// A moment of one day in China.
std::int64_t at(int hours, int minutes) { return start_of_china_day(20'000) + (hours * 60 + minutes) * 60'000LL; }

bool open(const char* hours, int hour, int minute) {
  const auto read = opening_hours_from(hours);
  REQUIRE(read);
  return read->open_at(at(hour, minute));
}

}  // namespace

TEST_CASE("a station is open from the first minute to before the last") {
  CHECK_FALSE(open("08:00-20:00", 7, 59));
  CHECK(open("08:00-20:00", 8, 0));
  CHECK(open("08:00-20:00", 19, 59));
  CHECK_FALSE(open("08:00-20:00", 20, 0));
}

TEST_CASE("hours past midnight, and all day") {
  CHECK(open("22:00-06:00", 23, 30));
  CHECK(open("22:00-06:00", 5, 59));
  CHECK_FALSE(open("22:00-06:00", 6, 0));
  CHECK_FALSE(open("22:00-06:00", 21, 59));
  CHECK(open("00:00-24:00", 0, 0));
  CHECK(open("00:00-24:00", 23, 59));
  CHECK(opening_hours_from("00:00-24:00")->always());
  CHECK_FALSE(opening_hours_from("00:00-23:59")->always());
}

TEST_CASE("what is no hours is told apart from closed") {
  for (const char* text : {"", "08:00", "8:00-20:00", "08:00-24:01", "24:00-08:00", "08:60-20:00", "08:00-08:00",
                           "08:00–20:00", "08:00-20:00 ", "aa:bb-cc:dd"}) {
    INFO(text);
    CHECK_FALSE(opening_hours_from(text));
  }
}
