#include "core/central/visits/figures.h"

#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart {

Result<std::vector<LoanFigures>> loan_figures(CentralStore& store, std::int64_t from_day, std::int64_t to_day) {
  const auto read = [](sql::Columns& row) {
    return LoanFigures{row.text(),    row.text(),    row.counter(), row.counter(),
                       row.counter(), row.counter(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<LoanFigures>> {
    return sql::rows<LoanFigures>(
        in,
        "SELECT coalesce(s.name, ''), v.service, sum(v.people), sum(CASE WHEN v.ended_how = 'returned' THEN v.people "
        "ELSE 0 END), sum(CASE WHEN v.ended_how = 'lost' THEN v.people ELSE 0 END), sum(CASE WHEN v.state = 'live' "
        "THEN v.people ELSE 0 END), sum(CASE WHEN v.state = 'live' AND v.ends_ms < ? THEN v.people ELSE 0 END) "
        "FROM visit v LEFT JOIN station s ON s.id = v.station WHERE v.loan IS NOT NULL AND v.day >= ? AND v.day <= ? "
        "AND v.state <> 'voided' GROUP BY v.station, s.name, v.service ORDER BY coalesce(s.name, ''), v.service",
        read, in.now_ms(), from_day, to_day);
  });
}

Result<std::vector<QueueFigures>> queue_figures(CentralStore& store, std::int64_t from_day, std::int64_t to_day) {
  const auto read = [](sql::Columns& row) {
    return QueueFigures{row.text(), row.text(), row.counter(), row.counter(), row.counter(), row.integer()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<QueueFigures>> {
    return sql::rows<QueueFigures>(
        in,
        "SELECT coalesce(s.name, ''), t.service, sum(t.served), sum(t.lapsed), sum(t.given_up), sum(t.waited_ms) FROM "
        "queue_total t LEFT JOIN station s ON s.id = t.station WHERE t.day >= ? AND t.day <= ? GROUP BY s.name, "
        "t.service ORDER BY coalesce(s.name, ''), t.service",
        read, from_day, to_day);
  });
}

Result<std::vector<RatingFigures>> rating_figures(CentralStore& store, std::int64_t from_day, std::int64_t to_day) {
  const auto read = [](sql::Columns& row) {
    return RatingFigures{row.text(), row.text(), row.text(), row.counter(), row.counter(), row.counter()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<RatingFigures>> {
    return sql::rows<RatingFigures>(
        in,
        "SELECT coalesce(s.name, ''), t.about, t.code, sum(t.good), sum(t.fair), sum(t.poor) FROM rating_total t "
        "LEFT JOIN station s ON s.id = t.station WHERE t.day >= ? AND t.day <= ? GROUP BY s.name, t.about, t.code "
        "ORDER BY coalesce(s.name, ''), t.about, t.code",
        read, from_day, to_day);
  });
}

Result<std::vector<OpenFault>> open_faults(CentralStore& store) {
  const auto read = [](sql::Columns& row) { return OpenFault{row.text(), row.text(), row.text(), row.integer()}; };
  return store.read([&](Snapshot& in) -> Result<std::vector<OpenFault>> {
    return sql::rows<OpenFault>(in,
                                "SELECT coalesce(s.name, ''), f.item, f.what, f.reported_ms FROM fault f LEFT JOIN "
                                "station s ON s.id = f.station WHERE f.ended_ms = 0 ORDER BY f.reported_ms LIMIT 1000",
                                read);
  });
}

}  // namespace warmheart
