#include "core/central/visits/visits.h"

#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart {

Result<VisitReport> visit_report(CentralStore& store, std::int64_t from_day, std::int64_t to_day) {
  VisitReport report;
  report.from_day = from_day;
  report.to_day = to_day;
  const auto read = [](sql::Columns& row) {
    return VisitFigures{row.text(), row.text(), row.counter(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<VisitReport> {
    WARMHEART_TRY_ASSIGN(
        report.rows,
        sql::rows<VisitFigures>(
            in,
            "SELECT coalesce(s.name, ''), t.service, sum(t.person_times), sum(t.scanned_times) FROM visit_total t "
            "LEFT JOIN station s ON s.id = t.station WHERE t.day >= ? AND t.day <= ? GROUP BY s.name, t.service ORDER "
            "BY s.name, t.service",
            read, from_day, to_day));
    for (const VisitFigures& row : report.rows) {
      report.all.person_times += row.person_times;
      report.all.scanned_times += row.scanned_times;
    }
    WARMHEART_TRY_ASSIGN(
        report.scanned_people,
        sql::value<std::uint64_t>(
            in, "SELECT count(DISTINCT card) FROM visit_card WHERE day >= ? AND day <= ? AND visits > 0", from_day,
            to_day));
    return report;
  });
}

Result<std::vector<UnitsInUse>> units_in_use(CentralStore& store) {
  const auto read = [](sql::Columns& row) { return UnitsInUse{row.text(), row.text(), row.counter(), row.integer()}; };
  return store.read([&](Snapshot& in) -> Result<std::vector<UnitsInUse>> {
    return sql::rows<UnitsInUse>(in,
                                 "SELECT coalesce(s.name, ''), v.service, sum(v.people), coalesce((SELECT "
                                 "max(d.last_contact_ms) FROM device d WHERE d.station = v.station), 0) "
                                 "FROM visit v LEFT JOIN station s ON s.id = v.station WHERE v.state = 'live' GROUP "
                                 "BY v.station, s.name, v.service ORDER BY coalesce(s.name, ''), v.service",
                                 read);
  });
}

}  // namespace warmheart
