// Something at a station that is broken, used up or dirty (DOMAIN.md "Faults"). Names that station and centre share.
// Pure functions.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace warmheart {

inline constexpr std::array<std::string_view, 3> kFaultKinds = {"broken", "empty", "dirty"};
inline constexpr std::string_view kOtherItem = "OTHER";  // none of the station's services

inline bool is_fault(std::string_view what) { return std::ranges::find(kFaultKinds, what) != kFaultKinds.end(); }

}  // namespace warmheart
