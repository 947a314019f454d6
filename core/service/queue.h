// Numbers for a service that is full (DOMAIN.md "Queue numbers"). Rules of the station. Pure values.
#pragma once

#include <cstddef>
#include <cstdint>

namespace warmheart {

inline constexpr std::int64_t kCallMs = 3ll * 60'000;  // how long a unit is held for the number that was called
inline constexpr std::size_t kMaxInLine = 20;          // open numbers of one service

}  // namespace warmheart
