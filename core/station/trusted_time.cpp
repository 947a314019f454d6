#include "core/station/trusted_time.h"

#include <algorithm>
#include <cstdlib>

namespace warmheart::station {
namespace {

// A lower bound of the present by the centre's own time: exact within one boot, the last word heard after another.
std::int64_t floor_ms(const TrustedTime& trusted, const ClockReading& now) {
  const bool same_boot = trusted.boot_id == now.boot_id && now.boottime_ms >= trusted.boottime_ms;
  return trusted.good_ms + (same_boot ? now.boottime_ms - trusted.boottime_ms : 0);
}

}  // namespace

Result<TrustedTime> read_trusted_time(sqlite::Database& database) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT good_ms,good_wall_ms,good_boot_id,good_boottime_ms FROM station"));
  WARMHEART_TRY_ASSIGN(const bool there, query.step());
  if (!there) return fail(ErrorCode::corrupt, "the station's row is gone");
  TrustedTime out;
  out.good_ms = query.integer(0);
  out.wall_ms = query.integer(1);
  if (const ByteView id = query.bytes(2); id.size() == out.boot_id.size()) std::copy(id.begin(), id.end(), out.boot_id.begin());
  out.boottime_ms = query.integer(3);
  return out;
}

Result<void> note_server_time(sqlite::Database& database, std::int64_t server_ms, const ClockReading& now) {
  WARMHEART_TRY_ASSIGN(auto update, database.prepare("UPDATE station SET good_ms=?1,good_wall_ms=?2,good_boot_id=?3,"
                                                     "good_boottime_ms=?4 WHERE good_ms<?1"));
  return update.bind(server_ms, now.wall_ms, now.boot_id, now.boottime_ms).run();
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

std::int64_t best_now_ms(const TrustedTime& trusted, const ClockReading& now) {
  if (trusted.good_ms == 0) return now.wall_ms;
  const std::int64_t floor = floor_ms(trusted, now);
  if (trusted.boot_id == now.boot_id || is_unproven(trusted, now)) return floor;
  return std::max(now.wall_ms, floor);
}

}  // namespace warmheart::station
