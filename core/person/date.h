// Calendar dates in China (UTC+8, no summer time). Pure functions; "today" is always given, never fetched.
#pragma once

#include <compare>
#include <cstdint>

namespace warmheart {

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  friend auto operator<=>(const Date&, const Date&) = default;
};

// The date in China at a Unix time in milliseconds.
Date date_at(std::int64_t wall_ms);

// A day of the Gregorian calendar.
bool is_real(Date date);

// Whole years on `today`; who was born on 29 February is a year older on 1 March of a common year. Negative for a birth
// to come.
int age_on(Date birth, Date today);

}  // namespace warmheart
