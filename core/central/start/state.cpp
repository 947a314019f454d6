#include "core/central/start/state.h"

#include <algorithm>

#include "core/central/access/logins.h"
#include "core/central/feed/feed.h"
#include "core/central/store/act.h"

namespace warmheart {
namespace {

struct Behind {
  std::uint64_t records = 0;
  std::int64_t oldest_ms = 0;
};

// Apply takes a device's records in order: the oldest that it has not come to stands behind its watermark.
Result<Behind> records_behind(Snapshot& in) {
  const auto read = [](sql::Columns& row) { return Behind{row.counter(), row.integer()}; };
  WARMHEART_TRY_ASSIGN(
      const auto found,
      sql::row<Behind>(
          in,
          "SELECT CAST(coalesce(sum(e.acked_seq - a.applied_seq), 0) AS BIGINT), coalesce(min(r.received_ms), 0) "
          "FROM device_epoch e JOIN device_applied a ON a.device = e.device AND a.epoch = e.epoch "
          "LEFT JOIN raw_record r ON r.device = e.device AND r.epoch = e.epoch "
          "AND r.seq = a.applied_seq + 1 WHERE e.acked_seq > a.applied_seq",
          read));
  return found.value_or(Behind());
}

}  // namespace

Result<CentreState> centre_state(CentralStore& store) {
  return store.read([](Snapshot& in) -> Result<CentreState> {
    CentreState out;
    WARMHEART_TRY_ASSIGN(const Behind behind, records_behind(in));
    out.behind = behind.records;
    if (behind.oldest_ms > 0) out.apply_lag_ms = std::max<std::int64_t>(0, in.now_ms() - behind.oldest_ms);
    WARMHEART_TRY_ASSIGN(out.parked, sql::value<std::uint64_t>(in, "SELECT count(*) FROM parked_record"));
    WARMHEART_TRY_ASSIGN(out.waiting, sql::value<std::uint64_t>(in, "SELECT count(*) FROM waiting_record"));
    WARMHEART_TRY_ASSIGN(out.alarms, sql::value<std::uint64_t>(in, "SELECT count(*) FROM alarm"));
    WARMHEART_TRY_ASSIGN(
        out.sessions,
        sql::value<std::uint64_t>(in, "SELECT count(*) FROM console_session WHERE begun_ms > ? AND seen_ms > ?",
                                  in.now_ms() - kLoginLifeMs, in.now_ms() - kLoginIdleMs));
    WARMHEART_TRY_ASSIGN(out.feed_position, internal::feed_clock(in));
    return out;
  });
}

Result<void> try_act(CentralStore& store) {
  return store.transact({}, [](Act&) -> Result<void> { return {}; });
}

}  // namespace warmheart
