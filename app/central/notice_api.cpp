#include "app/central/notice_api.h"

#include <cstdint>

#include "app/central/json_body.h"
#include "core/base/clock.h"
#include "core/central/notices/alerts.h"

namespace warmheart {
namespace {

using nlohmann::json;

Result<std::int64_t> whole_number(const json& body, const char* key, std::int64_t least, std::int64_t most) {
  const auto it = body.find(key);
  const bool is_whole = it != body.end() && it->is_number_integer();
  const std::int64_t value = is_whole ? it->get<std::int64_t>() : 0;
  if (!is_whole || value < least || value > most)
    return fail(ErrorCode::invalid_argument, std::string(key) + " is no number within its bounds");
  return value;
}

json alert_json(const AlertLine& line, std::int64_t now_ms) {
  const wire::WeatherAlert& it = line.value;
  const bool over = line.ended_ms > 0 || it.until_ms() <= now_ms;
  return {{"id", it.id()},
          {"kind", it.kind()},
          {"level", it.level()},
          {"text", it.text()},
          {"text_en", it.text_en()},
          {"from_ms", it.from_ms()},
          {"until_ms", it.until_ms()},
          {"stations", line.stations},
          {"district", line.district},
          {"by", line.published_by},
          {"published_ms", line.published_ms},
          {"state", over                    ? "over"
                    : it.from_ms() > now_ms ? "to-come"
                                            : "in-force"}};
}

}  // namespace

Result<json> get_alerts(const Call& call) {
  WARMHEART_TRY_ASSIGN(const auto lines, list_alerts(call.store));
  const std::int64_t now_ms = call.store.now_ms();
  json items = json::array();
  for (const AlertLine& line : lines) items.push_back(alert_json(line, now_ms));
  return json{{"as_of_ms", now_ms}, {"items", items}};
}

Result<json> post_alert(const Call& call) {
  const std::int64_t now_ms = call.store.now_ms();
  wire::WeatherAlert alert;
  alert.set_kind(text_in(call.body, "kind"));
  alert.set_id(alert.kind() + "-" + std::to_string(now_ms));
  alert.set_level(text_in(call.body, "level"));
  alert.set_text(text_in(call.body, "text"));
  alert.set_text_en(text_in(call.body, "text_en"));
  alert.set_advice(text_in(call.body, "advice"));
  alert.set_advice_en(text_in(call.body, "advice_en"));
  alert.set_from_ms(now_ms);
  if (call.body.contains("from_ms")) {
    WARMHEART_TRY_ASSIGN(const std::int64_t from_ms, whole_number(call.body, "from_ms", 1, INT64_MAX));
    alert.set_from_ms(from_ms);
  }
  WARMHEART_TRY_ASSIGN(const std::int64_t until_ms, whole_number(call.body, "until_ms", now_ms + 1, INT64_MAX));
  alert.set_until_ms(until_ms);
  NoticePlace place;
  place.district = text_in(call.body, "district");
  if (const std::string station = text_in(call.body, "station"); !station.empty()) place.stations.push_back(station);
  WARMHEART_TRY(publish_alert(call.store, place, alert, call.login.reviewer.user));
  return json{{"id", alert.id()}};
}

Result<json> post_end_alert(const Call& call) {
  WARMHEART_TRY(end_alert(call.store, call.id, call.login.reviewer.user));
  return json::object();
}

Result<json> post_weather(const Call& call) {
  const std::int64_t now_ms = call.store.now_ms();
  WARMHEART_TRY_ASSIGN(const std::int64_t low, whole_number(call.body, "low", -100, 100));
  WARMHEART_TRY_ASSIGN(const std::int64_t high, whole_number(call.body, "high", -100, 100));
  WARMHEART_TRY_ASSIGN(const std::int64_t hours, whole_number(call.body, "hours", 1, 36));
  wire::Weather weather;
  weather.set_kind(text_in(call.body, "kind"));
  weather.set_low(static_cast<std::int32_t>(low));
  weather.set_high(static_cast<std::int32_t>(high));
  weather.set_as_of_ms(now_ms);
  weather.set_until_ms(now_ms + hours * kHourMs);
  WARMHEART_TRY(publish_weather(call.store, text_in(call.body, "district"), weather, call.login.reviewer.user));
  return json::object();
}

}  // namespace warmheart
