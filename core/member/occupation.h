// Occupation groups and the platforms riders name most. Data; platforms are suggestions, anything may be typed.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace warmheart {

// Wire names; the position is the number that stands in a card.
inline constexpr std::array<std::string_view, 8> kOccupations = {
    "food-delivery", "courier", "ride-hailing", "truck", "care", "estate-agent", "shop-floor", "other"};

bool is_occupation(std::string_view wire_name);

// Chinese brand names, most used first; empty where platforms mean nothing.
std::span<const std::string_view> platforms_of(std::string_view occupation);

}  // namespace warmheart
