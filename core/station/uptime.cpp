#include "core/station/uptime.h"

#include "core/base/digest.h"

namespace warmheart::station {

Result<Uptime> count_uptime(sqlite::Database& db, const ClockReading& now) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT awake_ms,boot_id,boottime_ms,contact_awake_ms,boots_since_contact FROM uptime"));
  WARMHEART_TRY_ASSIGN(const bool there, query.step());
  if (!there) return fail(ErrorCode::corrupt, "the row of uptime is gone");
  std::int64_t awake = query.integer(0);
  const ByteView boot = query.bytes(1);
  const bool first = boot.empty();
  const bool same = !first && same_bytes(boot, now.boot_id) && now.boottime_ms >= query.integer(2);
  awake += first ? 0 : same ? now.boottime_ms - query.integer(2) : now.boottime_ms;
  const std::int64_t contact = query.integer(3);
  const std::int64_t boots = query.integer(4) + (first || same ? 0 : 1);
  query.reset();
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE uptime SET awake_ms=?,boot_id=?,boottime_ms=?,boots_since_contact=?"));
  WARMHEART_TRY(update.bind(awake, now.boot_id, now.boottime_ms, boots).run());
  return Uptime{awake, awake - contact, boots};
}

Result<void> note_contact(sqlite::Database& db, const ClockReading& now) {
  WARMHEART_TRY_ASSIGN(const Uptime up, count_uptime(db, now));
  static_cast<void>(up);
  return db.run("UPDATE uptime SET contact_awake_ms=awake_ms,boots_since_contact=0");
}

}  // namespace warmheart::station
