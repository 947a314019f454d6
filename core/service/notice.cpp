#include "core/service/notice.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxNoticeId = 40;
constexpr std::size_t kLonger = 3;  // English takes so many letters for a character
constexpr int kColdest = -60, kHottest = 60;
constexpr std::uint32_t kMostYuan = 2'000;

Result<void> reject(const char* what) { return fail(ErrorCode::invalid_argument, what); }

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_notice_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxNoticeId &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// Of UTF-8 without control characters.
bool has_at_most(std::string_view text, std::size_t characters) {
  const auto points = from_utf8(text);
  return points && points->size() <= characters && std::ranges::none_of(*points, is_control);
}

bool fits(std::string_view text, std::string_view text_en, std::size_t characters) {
  return !text.empty() && has_at_most(text, characters) && has_at_most(text_en, characters * kLonger);
}

std::ptrdiff_t gravity(const wire::WeatherAlert& alert) {
  return std::ranges::find(kAlertLevels, std::string_view(alert.level())) - std::begin(kAlertLevels);
}

}  // namespace

bool is_in_force(std::int64_t from_ms, std::int64_t until_ms, std::int64_t now_ms) {
  return from_ms <= now_ms && now_ms < until_ms;
}

Result<void> check_alert(const wire::WeatherAlert& alert) {
  if (!is_notice_id(alert.id()))
    return reject("an alert needs an id of a to z, 0 to 9 and \"-\", at most 40 characters");
  if (!is_one_of(kAlertKinds, alert.kind())) return reject("an alert's kind is heat, cold, storm, air or other");
  if (!is_one_of(kAlertLevels, alert.level())) return reject("an alert's level is blue, yellow, orange or red");
  if (!fits(alert.text(), alert.text_en(), kMaxAlertText))
    return reject("an alert's text has 1 to 60 characters, in English at most 180");
  if (!has_at_most(alert.advice(), kMaxAlertText) || !has_at_most(alert.advice_en(), kMaxAlertText * kLonger))
    return reject("an alert's advice has at most 60 characters, in English at most 180");
  if (alert.from_ms() <= 0 || alert.until_ms() <= alert.from_ms()) return reject("an alert ends after it begins");
  return {};
}

Result<void> check_weather(const wire::Weather& weather) {
  if (!is_one_of(kWeatherKinds, weather.kind()))
    return reject("the weather's kind is sun, cloud, rain, snow, fog or wind");
  if (weather.low() < kColdest || weather.high() > kHottest || weather.low() > weather.high())
    return reject("temperatures are degrees Celsius from -60 to 60, the low one first");
  if (weather.as_of_ms() <= 0 || weather.until_ms() <= weather.as_of_ms() ||
      weather.until_ms() - weather.as_of_ms() > kMaxWeatherForMs)
    return reject("what is said of the weather holds for at most 36 hours");
  return {};
}

Result<void> check_benefit(const wire::Benefit& benefit) {
  if (!is_notice_id(benefit.id()))
    return reject("a benefit needs an id of a to z, 0 to 9 and \"-\", at most 40 characters");
  if (!is_one_of(kBenefitKinds, benefit.kind()))
    return reject("a benefit's kind is gift, film, child-care, mutual-aid or other");
  if (!fits(benefit.title(), benefit.title_en(), kMaxBenefitTitle))
    return reject("a benefit's title has 1 to 16 characters, in English at most 48");
  if (!fits(benefit.how(), benefit.how_en(), kMaxBenefitHow))
    return reject("how one gets a benefit is said in 1 to 40 characters, in English in at most 120");
  if (benefit.from_ms() <= 0 || benefit.until_ms() <= benefit.from_ms())
    return reject("a benefit ends after it begins");
  return {};
}

Result<void> check_heat_allowance(const wire::HeatAllowance& allowance) {
  const auto is_month = [](std::uint32_t month) { return month >= 1 && month <= 12; };
  if (allowance.outdoor_yuan() == 0 || allowance.outdoor_yuan() > kMostYuan || allowance.indoor_yuan() > kMostYuan)
    return reject("a heat allowance is 1 to 2000 yuan a month");
  if (!is_month(allowance.first_month()) || !is_month(allowance.last_month()) ||
      allowance.first_month() > allowance.last_month())
    return reject("a heat allowance has a first and a last month");
  return {};
}

std::vector<wire::WeatherAlert> alerts_in_force(const std::vector<wire::WeatherAlert>& all, std::int64_t now_ms) {
  std::vector<wire::WeatherAlert> out;
  for (const wire::WeatherAlert& alert : all) {
    if (is_in_force(alert.from_ms(), alert.until_ms(), now_ms)) out.push_back(alert);
  }
  std::ranges::stable_sort(out, [](const wire::WeatherAlert& a, const wire::WeatherAlert& b) {
    return gravity(a) != gravity(b) ? gravity(a) > gravity(b) : a.from_ms() > b.from_ms();
  });
  return out;
}

std::optional<wire::Weather> weather_in_force(const std::optional<wire::Weather>& last, std::int64_t now_ms) {
  if (!last || !is_in_force(last->as_of_ms(), last->until_ms(), now_ms)) return std::nullopt;
  return last;
}

std::vector<wire::Benefit> benefits_in_force(const std::vector<wire::Benefit>& all, std::int64_t now_ms) {
  std::vector<wire::Benefit> out;
  for (const wire::Benefit& benefit : all) {
    if (is_in_force(benefit.from_ms(), benefit.until_ms(), now_ms)) out.push_back(benefit);
  }
  return out;
}

}  // namespace warmheart
