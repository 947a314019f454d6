#include "core/person/date.h"

#include <chrono>

namespace warmheart {

Date date_at(std::int64_t wall_ms) {
  using namespace std::chrono;
  const auto china = floor<days>(sys_time<milliseconds>(milliseconds(wall_ms)) + hours(8));
  const year_month_day date(china);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_real(Date date) {
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  return date.day <= kDays[date.month - 1] + (leap && date.month == 2 ? 1 : 0);
}

int age_on(Date birth, Date today) {
  const bool before_birthday = today.month < birth.month || (today.month == birth.month && today.day < birth.day);
  return today.year - birth.year - (before_birthday ? 1 : 0);
}

}  // namespace warmheart
