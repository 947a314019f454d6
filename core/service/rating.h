// What riders say of a service or of how their case went: one of three faces (DOMAIN.md "Ratings"). Names that station
// and centre share. Pure functions.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace warmheart {

inline constexpr std::array<std::string_view, 3> kFaces = {"good", "fair", "poor"};
inline constexpr std::string_view kAboutService = "service";
inline constexpr std::string_view kAboutCase = "case";

inline bool is_face(std::string_view face) { return std::ranges::find(kFaces, face) != kFaces.end(); }

}  // namespace warmheart
