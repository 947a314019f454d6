// What visits.cpp and visits_read.cpp share: rows of the visit tables, inside the caller's transaction. Private to this room.
#pragma once

#include "core/station/station_state.h"
#include "core/station/visits.h"

namespace warmheart::station {

struct VisitRow {
  RegisteredVisit visit;
  std::string occupation;
  bool scanned = false;
  std::string state;
  BootId boot_id{};
  std::int64_t boottime_ms = 0;
};
Result<std::optional<VisitRow>> visit_row(sqlite::Database& db, const Uuid& id);

// When the places of a live visit are free again, told in the present best idea of the time: by boot time where the machine
// has not booted since it began, so that a moved clock frees nothing early and holds nothing for years.
std::int64_t ends_now_ms(std::int64_t ends_ms, std::int64_t registered_ms, const BootId& boot_id, std::int64_t boottime_ms,
                         const ClockReading& now, std::int64_t best_now);

Result<std::vector<PlaceInUse>> places_in_use(StationStore::State& state, sqlite::Database& db, std::string_view service);

Result<std::optional<wire::ServiceOffered>> offered(sqlite::Database& db, std::string_view service);

Result<std::int64_t> best_now(StationStore::State& state, sqlite::Database& db);

}  // namespace warmheart::station
