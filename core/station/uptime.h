// How long this machine was on, counted in the database: what a lock-out and the rights of staff are measured by
// (core/service/DOMAIN.md "Station staff"). No clock that is set changes it, and a reboot loses at most a minute.
// Inside the caller's transaction; store thread. Errors: SQLite's.
#pragma once

#include "core/base/clock.h"
#include "core/storage/sql.h"

namespace warmheart::station {

struct Uptime {
  std::int64_t awake_ms = 0;                // over all boots
  std::int64_t awake_since_contact_ms = 0;  // since the centre answered last, or since the beginning
  std::int64_t boots_since_contact = 0;
};
// Counts what has passed until now.
Result<Uptime> count_uptime(sql::Connection& db, const ClockReading& now);
// The centre has answered.
Result<void> record_contact(sql::Connection& db, const ClockReading& now);

}  // namespace warmheart::station
