#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/days.h"
#include "core/central/visits/visits.h"

namespace warmheart::admin {

Result<void> show_visits(const Centre& centre, const std::string& from, const std::string& to) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const std::int64_t first, day_from(from, store.now_ms()));
  WARMHEART_TRY_ASSIGN(const std::int64_t last, day_from(to.empty() ? from : to, store.now_ms()));
  WARMHEART_TRY_ASSIGN(const VisitReport report, visit_report(store, first, last));
  centre.out << padded("station", 32) << padded("service", 10) << padded("person-times", 14) << "of them with a card\n";
  for (const VisitFigures& row : report.rows) {
    centre.out << padded(row.station, 32) << padded(row.service, 10) << padded(std::to_string(row.person_times), 14)
               << row.scanned_times << "\n";
  }
  centre.out << "all: " << report.all.person_times << " person-times, " << report.all.scanned_times
             << " of them with a card, by " << report.scanned_people << " persons; as received until "
             << time_text(store.now_ms()) << "\n";
  return {};
}

Result<void> show_occupancy(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, units_in_use(store));
  if (rows.empty()) centre.out << "no unit is in use, as far as stations have told\n";
  for (const UnitsInUse& row : rows) {
    centre.out << padded(row.station, 32) << padded(row.service, 10)
               << padded(std::to_string(row.in_use) + " in use", 14) << "last contact "
               << time_text(row.last_contact_ms) << "\n";
  }
  return {};
}

}  // namespace warmheart::admin
