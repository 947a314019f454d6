// When a slot of a lease may be sold (SLOTS.md, I5). Time never returns a slot: it only stops selling. Pure
// functions.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/clock.h"

namespace warmheart {

inline constexpr std::uint32_t kMaxHardSlots = 2;  // of a lease, after a reboot without contact

// Until when a lease sells, on the boot clock that ran when its request was sent.
struct SellUntil {
  BootId boot_id{};
  std::int64_t boottime_ms = 0;
};

// `sent_*`: the boot clock at the moment when the request was sent whose answer brought the lease.
SellUntil sell_until(const BootId& sent_boot_id, std::int64_t sent_boottime_ms, std::int64_t sell_for_ms);

enum class MaySell {
  yes,
  hard_slot,  // the time is unknown since a reboot: only one of the hard slots
  no,
};
MaySell may_sell(const SellUntil& until, std::uint32_t hard_left, const ClockReading& now);

}  // namespace warmheart
