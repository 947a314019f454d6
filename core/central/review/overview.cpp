#include "core/central/review/overview.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/clock.h"
#include "core/central/store/columns.h"
#include "core/central/stations/station_table.h"
#include "core/service/visit.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::int64_t kInContactMs = 5ll * 60 * 1000;
constexpr std::size_t kAlarmsShown = 20;

std::int64_t start_of_day(std::int64_t now) { return start_of_china_day(china_day(now)); }

std::string state_of(std::uint64_t devices, std::int64_t last_contact_ms, std::int64_t now) {
  if (devices == 0) return "no-device";
  if (last_contact_ms == 0) return "never";
  const std::int64_t quiet = now - last_contact_ms;
  return quiet <= kInContactMs ? "in-contact" : quiet <= kDayMs ? "quiet" : "silent";
}

struct Waiting {
  std::uint64_t count = 0;
  std::int64_t oldest_received_ms = 0;
};
Waiting read_waiting(sql::Columns& row) { return {row.counter(), row.integer()}; }

// Only a union's reviewer is held to the union: its condition is written out, so that its index is used.
Result<Waiting> waiting_for(Snapshot& in, const Reviewer& reviewer) {
  std::string text =
      "SELECT count(*), coalesce(min(received_ms), 0) FROM application a WHERE state = 'awaiting-review' "
      "AND NOT EXISTS(SELECT 1 FROM pending_decision p WHERE p.application = a.id)";
  if (reviewer.role != Role::union_reviewer) return sql::value<Waiting>(in, text, read_waiting);
  return sql::value<Waiting>(in, text + " AND union_code = ?", read_waiting, reviewer.union_code);
}

Result<std::uint64_t> joins_since(Snapshot& in, const Reviewer& reviewer, std::int64_t from_ms) {
  const std::string text = "SELECT count(*) FROM application WHERE received_ms >= ?";
  if (reviewer.role != Role::union_reviewer) return sql::value<std::uint64_t>(in, text, from_ms);
  return sql::value<std::uint64_t>(in, text + " AND union_code = ?", from_ms, reviewer.union_code);
}

}  // namespace

Result<std::uint64_t> awaiting_count(CentralStore& store, const Reviewer& reviewer) {
  return store.read([&](Snapshot& in) -> Result<std::uint64_t> {
    WARMHEART_TRY_ASSIGN(const Waiting waiting, waiting_for(in, reviewer));
    return waiting.count;
  });
}

Result<Overview> overview(CentralStore& store, const Reviewer& reviewer) {
  const auto read = [](sql::Columns& row) { return std::pair{row.counter(), row.counter()}; };
  using Stations = std::pair<std::uint64_t, std::uint64_t>;
  return store.read([&](Snapshot& in) -> Result<Overview> {
    Overview figures;
    figures.as_of_ms = in.now_ms();
    const std::int64_t today = start_of_day(figures.as_of_ms);
    WARMHEART_TRY_ASSIGN(std::tie(figures.stations_total, figures.stations_synced_today),
                         sql::value<Stations>(in,
                                              "SELECT count(*), count(*) FILTER (WHERE EXISTS(SELECT 1 FROM device d "
                                              "WHERE d.station = s.id AND d.last_contact_ms >= ?)) FROM station s",
                                              read, today));
    WARMHEART_TRY_ASSIGN(figures.joins_today, joins_since(in, reviewer, today));
    WARMHEART_TRY_ASSIGN(const Waiting waiting, waiting_for(in, reviewer));
    figures.awaiting = waiting.count;
    if (waiting.count > 0)
      figures.oldest_wait_ms = std::max<std::int64_t>(figures.as_of_ms - waiting.oldest_received_ms, 0);
    WARMHEART_TRY_ASSIGN(figures.alarms, internal::list_alarms(in, kAlarmsShown));
    std::erase_if(figures.alarms, [&](const Alarm& alarm) { return alarm.at_ms < figures.as_of_ms - 7 * kDayMs; });
    return figures;
  });
}

Result<std::vector<StationRow>> list_stations(CentralStore& store) {
  return store.read([&](Snapshot& in) -> Result<std::vector<StationRow>> {
    const auto read = [now = in.now_ms()](sql::Columns& row) {
      StationRow out;
      out.station = internal::read_station(row);
      out.last_contact_ms = row.integer();
      out.devices = row.counter();
      out.waiting = row.counter();
      out.version = row.text();
      out.parked = row.counter();
      out.state = state_of(out.devices, out.last_contact_ms, now);
      return out;
    };
    return sql::rows<StationRow>(
        in,
        std::string("SELECT ") + internal::kStationColumns +
            ", coalesce(max(d.last_contact_ms), 0), count(CASE WHEN d.state = 'active' THEN 1 END), "
            "coalesce(sum(CASE WHEN d.state = 'active' THEN d.waiting END), 0), coalesce(max(d.version), ''), "
            "(SELECT count(*) FROM parked_record p JOIN device x ON x.id = p.device WHERE x.station = s.id) "
            "FROM station s LEFT JOIN device d ON d.station = s.id GROUP BY s.id ORDER BY s.name, s.code",
        read);
  });
}

}  // namespace warmheart
