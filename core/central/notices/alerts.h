// Weather alerts and the weather itself, as the feed carries them to kiosks. An alert is published again under its id
// to change it, wherever it stood before; it ends by itself at its time, at kiosks also offline, and is taken out of
// the feed a day later. Every act has a row in the audit. Failure: invalid_argument by the rules of
// core/service/notice.h, or a district that is none; not_found: no such station, no such alert.
#pragma once

#include <string>
#include <vector>

#include "core/central/store/store.h"
#include "core/service/notice.h"

namespace warmheart {

inline constexpr std::size_t kMaxListedAlerts = 100;

// Where a notice is shown. Stations go before the district; neither: everywhere.
struct NoticePlace {
  std::string district;               // 6 digits, or empty
  std::vector<std::string> stations;  // codes, ids or names
};

// `who`: a user of the console, or who the command line writes.
Result<void> publish_alert(CentralStore& store, const NoticePlace& place, const wire::WeatherAlert& alert,
                           const std::string& who);
// Before its time. Twice changes nothing.
Result<void> end_alert(CentralStore& store, const std::string& id, const std::string& who);
Result<void> publish_weather(CentralStore& store, const std::string& district, const wire::Weather& weather,
                             const std::string& who);

struct AlertLine {
  wire::WeatherAlert value;
  std::vector<std::string> stations;  // names; empty: a district, or everywhere
  std::string district;               // 6 digits; empty: stations, or everywhere
  std::string published_by;
  std::int64_t published_ms = 0;
  std::int64_t ended_ms = 0;  // taken back, or over and out of the feed; 0: it stands there
};
// The newest first, at most kMaxListedAlerts.
Result<std::vector<AlertLine>> list_alerts(CentralStore& store);

// Takes out of the feed what has been over for a day. Hourly. Returns how many.
Result<std::size_t> retire_alerts(CentralStore& store);

}  // namespace warmheart
