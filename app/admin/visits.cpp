#include <chrono>
#include <cstdio>
#include <iostream>

#include "app/admin/commands.h"
#include "core/central/visits/visits.h"
#include "core/person/date.h"
#include "core/service/visit.h"

namespace warmheart::admin {
namespace {

// "2026-11-25" → the day's number; empty: today.
Result<std::int64_t> day_from(const std::string& text, std::int64_t now_ms) {
  if (text.empty()) return china_day(now_ms);
  int year = 0, month = 0, day = 0, read = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &read) != 3 ||
      static_cast<std::size_t>(read) != text.size() || !is_real({year, month, day})) {
    return fail(ErrorCode::invalid_argument, "write a day as 2026-11-25; given: \"" + text + "\"");
  }
  const auto days = std::chrono::sys_days(std::chrono::year(year) / month / day).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::days>(days).count();
}

}  // namespace

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
