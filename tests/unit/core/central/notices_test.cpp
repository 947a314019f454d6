#include "centre_fixture.h"
#include "core/central/notices/alerts.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

wire::WeatherAlert heat(Centre& centre, const char* id, std::int64_t for_ms = kHourMs) {
  wire::WeatherAlert alert;
  alert.set_id(id);
  alert.set_kind("heat");
  alert.set_level("orange");
  alert.set_text("今天最高 38 度");
  alert.set_from_ms(centre.store.now_ms());
  alert.set_until_ms(centre.store.now_ms() + for_ms);
  return alert;
}

// The scopes of the feed that have this alert.
std::vector<std::string> where(Centre& centre, const std::string& id, const std::vector<std::string>& scopes) {
  std::vector<std::string> out;
  for (const std::string& scope : scopes) {
    for (const FeedEntry& entry : must(feed_entries(centre.store, scope))) {
      if (entry.key == "alert/" + id) out.push_back(scope);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("an alert stands where it was published, moves with its next publication, and each act is audited") {
  Centre centre;
  centre.add_station("elsewhere", "110108");
  const std::string there = station_scope(must(find_station(centre.store, "elsewhere")).id);
  const std::vector<std::string> scopes = {scope_all(), district_scope("110108"), there};
  must(publish_alert(centre.store, {}, heat(centre, "heat-1"), "guo"));
  CHECK(where(centre, "heat-1", scopes) == std::vector<std::string>{scope_all()});
  must(publish_alert(centre.store, {"", {"elsewhere"}}, heat(centre, "heat-1"), "guo"));
  CHECK(where(centre, "heat-1", scopes) == std::vector<std::string>{there});
  must(publish_alert(centre.store, {"110108", {}}, heat(centre, "heat-1"), "guo"));
  CHECK(where(centre, "heat-1", scopes) == std::vector<std::string>{district_scope("110108")});
  const auto lines = must(list_alerts(centre.store));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].district == "110108");
  CHECK(lines[0].published_by == "guo");
  CHECK(lines[0].ended_ms == 0);
  CHECK(audited(centre, "alert-published") == 3);
}

TEST_CASE("an alert that is ended leaves the feed once, and one that is over leaves it a day later") {
  Centre centre;
  const std::vector<std::string> scopes = {scope_all()};
  must(publish_alert(centre.store, {}, heat(centre, "heat-1"), "guo"));
  must(publish_alert(centre.store, {}, heat(centre, "heat-2"), "guo"));
  must(end_alert(centre.store, "heat-1", "guo"));
  must(end_alert(centre.store, "heat-1", "guo"));
  CHECK(audited(centre, "alert-ended") == 1);
  CHECK(where(centre, "heat-1", scopes).empty());
  CHECK(where(centre, "heat-2", scopes).size() == 1);
  CHECK(must(retire_alerts(centre.store)) == 0);
  centre.clock.wall_ms += kDayMs + 2 * kHourMs;
  CHECK(must(retire_alerts(centre.store)) == 1);
  CHECK(where(centre, "heat-2", scopes).empty());
  CHECK(must(retire_alerts(centre.store)) == 0);
}

TEST_CASE(
    "an alert without an end, for no station of this centre or under no id is refused, and nothing is published") {
  Centre centre;
  auto endless = heat(centre, "heat-1");
  endless.set_until_ms(0);
  CHECK(publish_alert(centre.store, {}, endless, "guo").error().code == ErrorCode::invalid_argument);
  const auto nowhere = publish_alert(centre.store, {"", {"nowhere"}}, heat(centre, "heat-1"), "guo");
  CHECK(nowhere.error().code == ErrorCode::not_found);
  CHECK(end_alert(centre.store, "heat-1", "guo").error().code == ErrorCode::not_found);
  CHECK(must(list_alerts(centre.store)).empty());
  CHECK(audited(centre, "alert-published") == 0);
}

TEST_CASE("the weather is told to a district, and audited") {
  Centre centre;
  wire::Weather weather;
  weather.set_kind("rain");
  weather.set_low(3);
  weather.set_high(9);
  weather.set_as_of_ms(centre.store.now_ms());
  weather.set_until_ms(weather.as_of_ms() + kHourMs);
  must(publish_weather(centre.store, "110105", weather, "guo"));
  const auto entries = must(feed_entries(centre.store, district_scope("110105")));
  const auto told = std::ranges::find(entries, std::string("weather"), &FeedEntry::key);
  REQUIRE(told != entries.end());
  CHECK(told->value.weather().high() == 9);
  CHECK(audited(centre, "weather-published") == 1);
  weather.set_kind("sunny");
  CHECK_FALSE(publish_weather(centre.store, "110105", weather, "guo"));
}
