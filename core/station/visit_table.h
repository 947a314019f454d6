// What visits.cpp and visits_read.cpp share: rows of the visit tables. Inside the caller's transaction, store
// thread; errors: SQLite's. Private to this room.
#pragma once

#include "core/station/station_state.h"
#include "core/station/visits.h"

namespace warmheart::station {

struct VisitRow {
  RegisteredVisit visit;
  std::string occupation;
  bool scanned = false;
  VisitState state = VisitState::counted;
  BootId boot_id{};
  std::int64_t boottime_ms = 0;
};
Result<std::optional<VisitRow>> visit_row(sql::Connection& db, const Uuid& id);

// How long the units of a live visit are held.
struct HeldUntil {
  std::int64_t ends_ms = 0, registered_ms = 0;  // by the best idea of the time then
  BootId boot_id{};                             // our clocks then
  std::int64_t boottime_ms = 0;

  // When they are free again, told in the present best idea of the time: by boot time where the machine has not booted
  // since it began, so that a moved clock frees nothing early and holds nothing for years.
  std::int64_t by(const ClockReading& now, std::int64_t trusted_now) const;
};
// ends_ms,registered_ms,boot_id,boottime_ms
HeldUntil read_held_until(sql::Columns& row);

Result<std::vector<UnitInUse>> units_in_use(const Act& act, std::string_view service);

// Writes VISIT_ENDED; its units are free, and its loan is over.
Result<void> end_visit(const Act& act, const Uuid& visit, VisitEnd how,
                       const std::optional<BadgeId>& staff = std::nullopt);

// id,service,asked_ms
ServiceRequest read_service_request(sql::Columns& row);

Result<std::optional<wire::ServiceOffered>> offered(sql::Connection& db, std::string_view service);

}  // namespace warmheart::station
