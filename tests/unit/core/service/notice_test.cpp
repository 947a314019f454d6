#include <catch2/catch.hpp>

#include "core/service/notice.h"

using namespace warmheart;

namespace {

constexpr std::int64_t kNoon = 1'795'405'320'000, kAnHour = 3'600'000;

wire::WeatherAlert alert_of(const char* id, const char* level, std::int64_t from_ms, std::int64_t until_ms) {
  wire::WeatherAlert alert;
  alert.set_id(id);
  alert.set_kind("heat");
  alert.set_level(level);
  alert.set_text("今天最高 38 度");
  alert.set_from_ms(from_ms);
  alert.set_until_ms(until_ms);
  return alert;
}

}  // namespace

TEST_CASE("an alert holds from its beginning until its end, and the gravest comes first") {
  const std::vector<wire::WeatherAlert> all = {
      alert_of("over", "red", kNoon - 2 * kAnHour, kNoon), alert_of("to-come", "red", kNoon + 1, kNoon + kAnHour),
      alert_of("blue", "blue", kNoon, kNoon + 1), alert_of("early", "orange", kNoon - kAnHour, kNoon + kAnHour),
      alert_of("late", "orange", kNoon - 1, kNoon + kAnHour)};
  const auto shown = alerts_in_force(all, kNoon);
  REQUIRE(shown.size() == 3);
  CHECK(shown[0].id() == "late");
  CHECK(shown[1].id() == "early");
  CHECK(shown[2].id() == "blue");
  CHECK(alerts_in_force(all, kNoon + 1).size() == 3);  // blue is over, to-come has begun
  CHECK(alerts_in_force(all, kNoon + kAnHour).empty());
}

TEST_CASE("an alert has a kind, a level, a text that fits a line and an end after its beginning") {
  const auto good = alert_of("heat-1", "orange", kNoon, kNoon + kAnHour);
  CHECK(check_alert(good));
  auto bad = good;
  SECTION("an id of other letters") { bad.set_id("Heat 1"); }
  SECTION("another kind") { bad.set_kind("earthquake"); }
  SECTION("another level") { bad.set_level("purple"); }
  SECTION("no text") { bad.clear_text(); }
  SECTION("a text of 61 characters") {
    std::string text;
    for (int i = 0; i < 61; ++i) text += "热";
    bad.set_text(text);
  }
  SECTION("a text with a line break") { bad.set_text("a\nb"); }
  SECTION("a text that is no UTF-8") { bad.set_advice("\xff"); }
  SECTION("no end") { bad.set_until_ms(kNoon); }
  const auto checked = check_alert(bad);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == ErrorCode::invalid_argument);
}

TEST_CASE("what is said of the weather is not said of the third day, and not of another planet") {
  wire::Weather weather;
  weather.set_kind("snow");
  weather.set_low(-12);
  weather.set_high(-3);
  weather.set_as_of_ms(kNoon);
  weather.set_until_ms(kNoon + 12 * kAnHour);
  CHECK(check_weather(weather));
  CHECK(weather_in_force(weather, kNoon + 12 * kAnHour - 1));
  CHECK_FALSE(weather_in_force(weather, kNoon + 12 * kAnHour));
  CHECK_FALSE(weather_in_force(weather, kNoon - 1));
  CHECK_FALSE(weather_in_force(std::nullopt, kNoon));
  weather.set_until_ms(kNoon + 37 * kAnHour);
  CHECK_FALSE(check_weather(weather));
  weather.set_until_ms(kNoon + kAnHour);
  weather.set_low(5);
  CHECK_FALSE(check_weather(weather));
  const auto holds = [&weather](int low, int high) {
    weather.set_low(low);
    weather.set_high(high);
    return check_weather(weather).has_value();
  };
  CHECK(holds(-60, 60));
  CHECK_FALSE(holds(-61, 0));
  CHECK_FALSE(holds(0, 61));
}

TEST_CASE("benefits keep their order, a heat allowance says its months") {
  std::vector<wire::Benefit> all(3);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].set_id("b" + std::to_string(i));
    all[i].set_kind("film");
    all[i].set_title("观影");
    all[i].set_how("到柜台领票");
    all[i].set_from_ms(kNoon - kAnHour);
    all[i].set_until_ms(i == 1 ? kNoon : kNoon + kAnHour);
    CHECK(check_benefit(all[i]));
  }
  const auto shown = benefits_in_force(all, kNoon);
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].id() == "b0");
  CHECK(shown[1].id() == "b2");
  all[0].clear_how();
  CHECK_FALSE(check_benefit(all[0]));
  wire::HeatAllowance allowance;
  allowance.set_outdoor_yuan(180);
  allowance.set_first_month(6);
  CHECK_FALSE(check_heat_allowance(allowance));
  allowance.set_last_month(8);
  CHECK(check_heat_allowance(allowance));
  allowance.set_outdoor_yuan(0);
  CHECK_FALSE(check_heat_allowance(allowance));
}
