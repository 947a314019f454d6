#include "core/central/visits.h"

#include "core/central/inside.h"

namespace warmheart {

Result<VisitReport> visit_report(CentralStore& store, std::int64_t from_day, std::int64_t to_day) {
  VisitReport report;
  report.from_day = from_day;
  report.to_day = to_day;
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT coalesce(s.name, ''), t.service, sum(t.person_times), sum(t.scanned_times) FROM visit_total t "
      "LEFT JOIN station s ON s.id = t.station WHERE t.day >= ? AND t.day <= ? GROUP BY s.name, t.service ORDER BY s.name, t.service"));
  query.bind(from_day, to_day);
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) break;
    VisitFigures row{query.text(0), query.text(1), static_cast<std::uint64_t>(query.integer(2)), static_cast<std::uint64_t>(query.integer(3))};
    report.all.person_times += row.person_times;
    report.all.scanned_times += row.scanned_times;
    report.rows.push_back(std::move(row));
  }
  WARMHEART_TRY_ASSIGN(auto people, store.inside().db.prepare("SELECT count(DISTINCT card) FROM visit_card WHERE day >= ? AND day <= ? AND visits > 0"));
  WARMHEART_TRY(people.bind(from_day, to_day).step());
  report.scanned_people = static_cast<std::uint64_t>(people.integer(0));
  return report;
}

Result<std::vector<PlacesInUse>> places_in_use(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT coalesce(s.name, ''), v.service, sum(v.people), coalesce((SELECT max(d.last_contact_ms) FROM device d WHERE d.station = v.station), 0) "
      "FROM visit v LEFT JOIN station s ON s.id = v.station WHERE v.state = 'live' GROUP BY v.station, s.name, v.service ORDER BY s.name, v.service"));
  std::vector<PlacesInUse> rows;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return rows;
    rows.push_back({query.text(0), query.text(1), static_cast<std::uint64_t>(query.integer(2)), query.integer(3)});
  }
}

}  // namespace warmheart
