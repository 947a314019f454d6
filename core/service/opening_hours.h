// Opening hours as the catalogue writes them: "HH:MM-HH:MM" in China's time (UTC+8), every day; "00:00-24:00" is
// always, an end before the beginning is past midnight. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace warmheart {

struct OpeningHours {
  int opens_min = 0;   // minutes since midnight, 0 to 1439
  int closes_min = 0;  // 1 to 1440

  bool always() const { return opens_min == 0 && closes_min == 1440; }
  bool open_at(std::int64_t wall_ms) const;
};

// nullopt: no such text. Equal ends are no hours.
std::optional<OpeningHours> opening_hours_from(std::string_view text);

}  // namespace warmheart
