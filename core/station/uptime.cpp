#include "core/station/uptime.h"

#include "core/base/digest.h"

namespace warmheart::station {
namespace {

struct Counted {
  std::int64_t awake_ms = 0;
  Bytes boot_id;  // empty: nothing was counted so far
  std::int64_t boottime_ms = 0;
  std::int64_t contact_awake_ms = 0;
  std::int64_t boots_since_contact = 0;
};
Counted read_counted(sql::Columns& row) {
  return {row.integer(), row.bytes(), row.integer(), row.integer(), row.integer()};
}

}  // namespace

Result<Uptime> count_uptime(sql::Connection& db, const ClockReading& now) {
  WARMHEART_TRY_ASSIGN(
      const auto before,
      sql::row<Counted>(db, "SELECT awake_ms,boot_id,boottime_ms,contact_awake_ms,boots_since_contact FROM uptime",
                        read_counted));
  if (!before) return fail(ErrorCode::corrupt, "the row of uptime is gone");
  const bool first = before->boot_id.empty();
  const bool same = !first && same_bytes(before->boot_id, now.boot_id) && now.boottime_ms >= before->boottime_ms;
  const std::int64_t passed = first ? 0 : same ? now.boottime_ms - before->boottime_ms : now.boottime_ms;
  const std::int64_t awake = before->awake_ms + passed;
  const std::int64_t boots = before->boots_since_contact + (first || same ? 0 : 1);
  WARMHEART_TRY(sql::execute(db, "UPDATE uptime SET awake_ms=?,boot_id=?,boottime_ms=?,boots_since_contact=?", awake,
                             now.boot_id, now.boottime_ms, boots));
  return Uptime{awake, awake - before->contact_awake_ms, boots};
}

Result<void> record_contact(sql::Connection& db, const ClockReading& now) {
  WARMHEART_TRY(count_uptime(db, now));
  WARMHEART_TRY(sql::execute(db, "UPDATE uptime SET contact_awake_ms=awake_ms,boots_since_contact=0"));
  return {};
}

}  // namespace warmheart::station
