#include "core/station/trusted_time.h"

#include <algorithm>
#include <cstdlib>

#include "core/station/columns.h"

namespace warmheart::station {
namespace {

// A lower bound of the present by the centre's own time: exact within one boot, the last word heard after another.
std::int64_t floor_ms(const TrustedTime& trusted, const ClockReading& now) {
  const bool same_boot = trusted.boot_id == now.boot_id && now.boottime_ms >= trusted.boottime_ms;
  return trusted.good_ms + (same_boot ? now.boottime_ms - trusted.boottime_ms : 0);
}

}  // namespace

Result<TrustedTime> read_trusted_time(sql::Connection& db) {
  const auto read = [](sql::Columns& row) {
    return TrustedTime{row.integer(), row.integer(), read_boot_id(row), row.integer()};
  };
  WARMHEART_TRY_ASSIGN(
      const auto known,
      sql::row<TrustedTime>(db, "SELECT good_ms,good_wall_ms,good_boot_id,good_boottime_ms FROM station", read));
  if (!known) return fail(ErrorCode::corrupt, "the station's row is gone");
  return *known;
}

Result<void> record_first_known(sql::Connection& db, std::int64_t first_known_ms) {
  // Of no boot: how long ago it was is not known.
  WARMHEART_TRY(
      sql::execute(db, "UPDATE station SET good_ms=?1,good_wall_ms=?1 WHERE good_ms=0 AND ?1>0", first_known_ms));
  return {};
}

Result<void> set_server_time(sql::Connection& db, std::int64_t server_ms, const ClockReading& now) {
  WARMHEART_TRY(sql::execute(db, "UPDATE station SET good_ms=?1,good_wall_ms=?2,good_boot_id=?3,good_boottime_ms=?4",
                             server_ms, now.wall_ms, now.boot_id, now.boottime_ms));
  return {};
}

Result<void> record_server_time(sql::Connection& db, std::int64_t server_ms, const ClockReading& now) {
  WARMHEART_TRY(sql::execute(db,
                             "UPDATE station SET good_ms=?1,good_wall_ms=?2,good_boot_id=?3,good_boottime_ms=?4 "
                             "WHERE good_ms<?1",
                             server_ms, now.wall_ms, now.boot_id, now.boottime_ms));
  return {};
}

wire::ClockEvidence evidence_of(const TrustedTime& trusted, const ClockReading& now) {
  wire::ClockEvidence out;
  out.set_wall_ms(now.wall_ms);
  out.set_boot_id(now.boot_id.data(), now.boot_id.size());
  out.set_boottime_ms(now.boottime_ms);
  const bool same_boot = trusted.good_ms != 0 && trusted.boot_id == now.boot_id;
  out.set_server_offset_ms(trusted.good_ms == 0 ? 0 : trusted.good_ms - trusted.wall_ms);
  out.set_server_age_ms(same_boot ? now.boottime_ms - trusted.boottime_ms : -1);
  return out;
}

bool is_unproven(const TrustedTime& trusted, const ClockReading& now) {
  return trusted.good_ms == 0 || std::llabs(now.wall_ms - floor_ms(trusted, now)) > kUnprovenMs;
}

std::int64_t trusted_now_ms(const TrustedTime& trusted, const ClockReading& now) {
  if (trusted.good_ms == 0) return now.wall_ms;
  const std::int64_t floor = floor_ms(trusted, now);
  if (trusted.boot_id == now.boot_id || is_unproven(trusted, now)) return floor;
  return std::max(now.wall_ms, floor);
}

}  // namespace warmheart::station
