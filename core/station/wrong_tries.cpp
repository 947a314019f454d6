#include "core/station/wrong_tries.h"

#include <algorithm>

#include "core/station/uptime.h"

namespace warmheart::station {
namespace {

struct AllTries {
  std::int64_t wrong = 0;
  std::int64_t window_awake_ms = 0;
  std::int64_t closings = 0;
  std::int64_t closed_until_awake_ms = 0;
};
AllTries read_tries_row(sql::Columns& row) { return {row.integer(), row.integer(), row.integer(), row.integer()}; }

Result<AllTries> read_tries(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(
      const auto tries,
      sql::row<AllTries>(db, "SELECT wrong,window_awake_ms,closings,closed_until_awake_ms FROM wrong_try",
                         read_tries_row));
  if (!tries) return fail(ErrorCode::corrupt, "the row of wrong tries is gone");
  return *tries;
}

Result<void> close(const Act& act, AllTries& tries, std::int64_t awake_ms) {
  const auto doubled = static_cast<int>(std::min<std::int64_t>(tries.closings, 10));
  tries.closed_until_awake_ms = awake_ms + std::min(kClosedMs << doubled, kLongestClosedMs);
  ++tries.closings;
  tries.wrong = 0;
  wire::Payload payload;
  payload.mutable_device_event()->set_what("look-ups-closed");
  payload.mutable_device_event()->set_detail(std::to_string(tries.closings));
  return act.write_record(act.fresh_id(), wire::DEVICE_EVENT, payload);
}

}  // namespace

Result<void> tries_are_open(const Act& act) {
  WARMHEART_TRY_ASSIGN(const Uptime uptime, count_uptime(act.db, act.clock().now()));
  WARMHEART_TRY_ASSIGN(const AllTries tries, read_tries(act.db));
  if (uptime.awake_ms < tries.closed_until_awake_ms) return fail(ErrorCode::limit, "too many wrong tries");
  return {};
}

Result<void> count_wrong_try(const Act& act) {
  WARMHEART_TRY_ASSIGN(const Uptime uptime, count_uptime(act.db, act.clock().now()));
  WARMHEART_TRY_ASSIGN(AllTries tries, read_tries(act.db));
  const std::int64_t now = uptime.awake_ms;
  if (now - tries.closed_until_awake_ms >= kClosingsForgottenMs) tries.closings = 0;
  if (now - tries.window_awake_ms >= kTriesWindowMs || tries.wrong == 0) {
    tries.wrong = 0;
    tries.window_awake_ms = now;
  }
  if (++tries.wrong >= StationStore::kMaxWrongTries) WARMHEART_TRY(close(act, tries, now));
  WARMHEART_TRY(sql::execute(act.db,
                             "UPDATE wrong_try SET wrong=?,window_awake_ms=?,closings=?,closed_until_awake_ms=?",
                             tries.wrong, tries.window_awake_ms, tries.closings, tries.closed_until_awake_ms));
  return {};
}

Result<void> forgive_try(const Act& act) {
  WARMHEART_TRY(sql::execute(act.db, "UPDATE wrong_try SET wrong=wrong-1 WHERE wrong>0"));
  return {};
}

}  // namespace warmheart::station
