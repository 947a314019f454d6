#include "core/central/notices/alerts.h"

#include <algorithm>

#include "core/base/clock.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/feed/feed.h"
#include "core/central/stations/devices.h"
#include "core/central/store/act.h"
#include "core/central/store/audit.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::int64_t kOverForMs = kDayMs;
constexpr std::string_view kDistrictScope = "district/", kStationScope = "station/";

std::string alert_key(const std::string& id) { return "alert/" + id; }

Result<std::vector<std::string>> scopes_of_place(Snapshot& in, const NoticePlace& place) {
  std::vector<std::string> scopes;
  for (const std::string& station : place.stations) {
    WARMHEART_TRY_ASSIGN(const Station found, internal::find_station(in, station));
    scopes.push_back(station_scope(found.id));
  }
  if (!scopes.empty()) return scopes;
  WARMHEART_TRY_ASSIGN(std::string scope, internal::scope_for(place.district));
  scopes.push_back(std::move(scope));
  return scopes;
}

Result<std::vector<std::string>> scopes_of_alert(Snapshot& in, const std::string& id) {
  return sql::rows<std::string>(in, "SELECT scope FROM alert_scope WHERE alert = ? ORDER BY scope", id);
}

// It leaves the feed wherever it stands there.
Result<void> take_out(Act& act, const std::string& id) {
  WARMHEART_TRY_ASSIGN(const auto scopes, scopes_of_alert(act, id));
  for (const std::string& scope : scopes) WARMHEART_TRY(internal::write_tombstone(act, scope, alert_key(id)));
  WARMHEART_TRY(sql::execute(act, "UPDATE alert SET ended_ms = ? WHERE id = ?", act.now_ms(), id));
  return {};
}

AlertLine read_alert(sql::Columns& row) {
  AlertLine line;
  if (!parse(row.bytes(), line.value)) row.refuse("is no alert");
  line.published_by = row.text();
  line.published_ms = row.integer();
  line.ended_ms = row.integer();
  return line;
}

Result<void> name_place(Snapshot& in, AlertLine& line) {
  WARMHEART_TRY_ASSIGN(const auto scopes, scopes_of_alert(in, line.value.id()));
  for (const std::string& scope : scopes) {
    if (scope.starts_with(kDistrictScope)) line.district = scope.substr(kDistrictScope.size());
    if (!scope.starts_with(kStationScope)) continue;
    WARMHEART_TRY_ASSIGN(const Station station, internal::find_station(in, scope.substr(kStationScope.size())));
    line.stations.push_back(station.name);
  }
  return {};
}

}  // namespace

Result<void> publish_alert(CentralStore& store, const NoticePlace& place, const wire::WeatherAlert& alert,
                           const std::string& who) {
  WARMHEART_TRY(check_alert(alert));
  return store.transact({Lock::feeds()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto before, scopes_of_alert(act, alert.id()));
    WARMHEART_TRY_ASSIGN(const auto scopes, scopes_of_place(act, place));
    for (const std::string& scope : before) {
      if (std::ranges::find(scopes, scope) == scopes.end())
        WARMHEART_TRY(internal::write_tombstone(act, scope, alert_key(alert.id())));
    }
    WARMHEART_TRY(sql::execute(act, "DELETE FROM alert_scope WHERE alert = ?", alert.id()));
    wire::FeedValue value;
    *value.mutable_alert() = alert;
    for (const std::string& scope : scopes) {
      WARMHEART_TRY(internal::write_feed(act, scope, alert_key(alert.id()), value));
      WARMHEART_TRY(
          sql::execute(act, "INSERT INTO alert_scope(alert, scope) VALUES(?, ?) ON CONFLICT(alert, scope) DO NOTHING",
                       alert.id(), scope));
    }
    WARMHEART_TRY(sql::execute(
        act,
        "INSERT INTO alert(id, value, until_ms, published_by, published_ms, ended_ms) VALUES(?, ?, ?, ?, ?, 0) "
        "ON CONFLICT(id) DO UPDATE SET value = excluded.value, until_ms = excluded.until_ms, "
        "published_by = excluded.published_by, published_ms = excluded.published_ms, ended_ms = 0",
        alert.id(), serialise(alert), alert.until_ms(), who, act.now_ms()));
    return internal::write_audit(act, who, "alert-published", alert.id(), alert.kind() + " " + alert.level());
  });
}

Result<void> end_alert(CentralStore& store, const std::string& id, const std::string& who) {
  return store.transact({Lock::feeds()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto ended, sql::row<std::int64_t>(act, "SELECT ended_ms FROM alert WHERE id = ?", id));
    if (!ended) return fail(ErrorCode::not_found, "there is no alert \"" + id + "\"");
    if (*ended > 0) return {};
    WARMHEART_TRY(take_out(act, id));
    return internal::write_audit(act, who, "alert-ended", id, "");
  });
}

Result<void> publish_weather(CentralStore& store, const std::string& district, const wire::Weather& weather,
                             const std::string& who) {
  WARMHEART_TRY(check_weather(weather));
  WARMHEART_TRY_ASSIGN(const std::string scope, internal::scope_for(district));
  return store.transact({Lock::feed(scope)}, [&](Act& act) -> Result<void> {
    wire::FeedValue value;
    *value.mutable_weather() = weather;
    WARMHEART_TRY(internal::write_feed(act, scope, "weather", value));
    return internal::write_audit(act, who, "weather-published", scope, weather.kind());
  });
}

Result<std::vector<AlertLine>> list_alerts(CentralStore& store) {
  return store.read([&](Snapshot& in) -> Result<std::vector<AlertLine>> {
    WARMHEART_TRY_ASSIGN(auto lines,
                         sql::rows<AlertLine>(in,
                                              "SELECT value, published_by, published_ms, ended_ms FROM alert "
                                              "ORDER BY published_ms DESC LIMIT ?",
                                              read_alert, static_cast<std::uint64_t>(kMaxListedAlerts)));
    for (AlertLine& line : lines) WARMHEART_TRY(name_place(in, line));
    return lines;
  });
}

Result<std::size_t> retire_alerts(CentralStore& store) {
  return store.transact({Lock::feeds()}, [&](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(
        const auto over,
        sql::rows<std::string>(act, "SELECT id FROM alert WHERE ended_ms = 0 AND until_ms < ? ORDER BY until_ms",
                               act.now_ms() - kOverForMs));
    for (const std::string& id : over) WARMHEART_TRY(take_out(act, id));
    return over.size();
  });
}

}  // namespace warmheart
