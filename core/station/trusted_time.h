// What this device knows of time (core/record/FORMAT.md "Header"): the highest authenticated server time, and our
// own clocks at that moment. Inside the caller's transaction; store thread. Errors: SQLite's.
#pragma once

#include "core/base/clock.h"
#include "core/storage/sql.h"
#include "warmheart.pb.h"

namespace warmheart::station {

inline constexpr std::int64_t kUnprovenMs = 90LL * 24 * 3'600'000;

struct TrustedTime {
  std::int64_t good_ms = 0;  // 0: never heard the centre
  std::int64_t wall_ms = 0;
  BootId boot_id{};
  std::int64_t boottime_ms = 0;
};

Result<TrustedTime> read_trusted_time(sql::Connection& db);
// What enrolment told, where nothing was heard since.
Result<void> record_first_known(sql::Connection& db, std::int64_t first_known_ms);
// It was the centre's clock that was wrong: a signed page of its new incarnation sets the time right, downward too.
Result<void> set_server_time(sql::Connection& db, std::int64_t server_ms, const ClockReading& now);
// Rises only.
Result<void> record_server_time(sql::Connection& db, std::int64_t server_ms, const ClockReading& now);

wire::ClockEvidence evidence_of(const TrustedTime& trusted, const ClockReading& now);
bool is_unproven(const TrustedTime& trusted, const ClockReading& now);
std::int64_t trusted_now_ms(const TrustedTime& trusted, const ClockReading& now);

}  // namespace warmheart::station
