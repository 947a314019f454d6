#include "core/service/lease.h"

namespace warmheart {

SellUntil sell_until(const BootId& sent_boot_id, std::int64_t sent_boottime_ms, std::int64_t sell_for_ms) {
  return {sent_boot_id, sent_boottime_ms + sell_for_ms};
}

MaySell may_sell(const SellUntil& until, std::uint32_t hard_left, const ClockReading& now) {
  if (until.boot_id == now.boot_id) return now.boottime_ms < until.boottime_ms ? MaySell::yes : MaySell::no;
  return hard_left > 0 ? MaySell::hard_slot : MaySell::no;
}

}  // namespace warmheart
