// What the centre tells everybody who stands before a kiosk: weather and its alerts, benefits that can be used now, the
// city's heat allowance. What each must have, when it holds, and which comes first. Pure functions; `now_ms` is wall
// time by the best idea of the present.
//
// Alerts have the four levels of 气象灾害预警信号发布与传播办法 (中国气象局令第16号, 2007): blue, yellow, orange, red.
// Errors of check_…: invalid_argument, with a sentence that names the field.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::string_view kAlertKinds[] = {"heat", "cold", "storm", "air", "other"};
inline constexpr std::string_view kAlertLevels[] = {"blue", "yellow", "orange", "red"};  // rising
inline constexpr std::string_view kWeatherKinds[] = {"sun", "cloud", "rain", "snow", "fog", "wind"};
inline constexpr std::string_view kBenefitKinds[] = {"gift", "film", "child-care", "mutual-aid", "other"};
inline constexpr std::size_t kMaxAlertText = 60;     // characters: a line at Home and a page's sentence
inline constexpr std::size_t kMaxBenefitTitle = 16;  // in Chinese; a translation may have three times as many
inline constexpr std::size_t kMaxBenefitHow = 40;
inline constexpr std::int64_t kMaxWeatherForMs = 36ll * 3'600'000;  // what is said of a day is not said of the third

// from ≤ now < until.
bool is_in_force(std::int64_t from_ms, std::int64_t until_ms, std::int64_t now_ms);

Result<void> check_alert(const wire::WeatherAlert& alert);
Result<void> check_weather(const wire::Weather& weather);
Result<void> check_benefit(const wire::Benefit& benefit);
Result<void> check_heat_allowance(const wire::HeatAllowance& allowance);

// Those in force, the gravest first; of one level the one that began last.
std::vector<wire::WeatherAlert> alerts_in_force(const std::vector<wire::WeatherAlert>& all, std::int64_t now_ms);
// None: nothing is known of the present.
std::optional<wire::Weather> weather_in_force(const std::optional<wire::Weather>& last, std::int64_t now_ms);
// Those in force, in the order given.
std::vector<wire::Benefit> benefits_in_force(const std::vector<wire::Benefit>& all, std::int64_t now_ms);

}  // namespace warmheart
