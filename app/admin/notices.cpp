#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/moment.h"
#include "app/admin/printing.h"
#include "core/base/clock.h"
#include "core/central/notices/alerts.h"

namespace warmheart::admin {
namespace {

Result<std::int64_t> moment_given(const std::string& option, const std::string& text, std::int64_t now_ms) {
  const auto value = moment_of(text, now_ms);
  if (!value) return fail(ErrorCode::invalid_argument, option + " " + kMomentRule);
  return *value;
}

std::string place_of(const AlertLine& line) {
  if (!line.district.empty()) return "district " + line.district;
  if (line.stations.empty()) return "every station";
  std::string all;
  for (const std::string& station : line.stations) all += (all.empty() ? "" : ", ") + station;
  return all;
}

}  // namespace

Result<void> publish_an_alert(const Centre& centre, const AlertRequest& request) {
  const std::int64_t now_ms = centre.clock.now().wall_ms;
  wire::WeatherAlert alert;
  alert.set_id(request.id);
  alert.set_kind(request.kind);
  alert.set_level(request.level);
  alert.set_text(request.text);
  alert.set_text_en(request.text_en);
  alert.set_advice(request.advice);
  alert.set_advice_en(request.advice_en);
  alert.set_from_ms(now_ms);
  if (!request.from.empty()) {
    WARMHEART_TRY_ASSIGN(const std::int64_t from_ms, moment_given("--from", request.from, now_ms));
    alert.set_from_ms(from_ms);
  }
  WARMHEART_TRY_ASSIGN(const std::int64_t until_ms, moment_given("--until", request.until, now_ms));
  alert.set_until_ms(until_ms);
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY(publish_alert(store, {request.district, request.stations}, alert, kAtCommandLine));
  centre.out << "published; kiosks show it from " << time_text(alert.from_ms()) << " to " << time_text(until_ms)
             << "\n";
  return {};
}

Result<void> end_an_alert(const Centre& centre, const std::string& id) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(end_alert(store, id, kAtCommandLine));
  centre.out << "ended; kiosks take it away with their next exchange\n";
  return {};
}

Result<void> list_the_alerts(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, list_alerts(store));
  const std::int64_t now_ms = centre.clock.now().wall_ms;
  centre.out << padded("alert", 24) << padded("kind", 8) << padded("level", 8) << padded("until", 18)
             << padded("state", 10) << padded("by", 14) << "where\n";
  for (const AlertLine& line : lines) {
    const bool over = line.ended_ms > 0 || line.value.until_ms() <= now_ms;
    centre.out << padded(line.value.id(), 24) << padded(line.value.kind(), 8) << padded(line.value.level(), 8)
               << padded(time_text(line.value.until_ms()), 18)
               << padded(over                            ? "over"
                         : line.value.from_ms() > now_ms ? "to come"
                                                         : "in force",
                         10)
               << padded(line.published_by, 14) << printable(place_of(line)) << "\n";
  }
  return {};
}

Result<void> publish_the_weather(const Centre& centre, const WeatherRequest& request) {
  wire::Weather weather;
  weather.set_kind(request.kind);
  weather.set_low(request.low);
  weather.set_high(request.high);
  weather.set_as_of_ms(centre.clock.now().wall_ms);
  weather.set_until_ms(weather.as_of_ms() + request.hours * kHourMs);
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY(publish_weather(store, request.district, weather, kAtCommandLine));
  centre.out << "published; kiosks show it until " << time_text(weather.until_ms()) << "\n";
  return {};
}

}  // namespace warmheart::admin
