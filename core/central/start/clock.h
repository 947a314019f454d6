// Whether the centre's clock can be believed (README.md "The clock"). What it judges by: the last believed moment (the
// witness), the machine's boot time, what kiosks' own clocks say, and the day this program was built. Thread: the
// store's, but GuardedClock, which all share. Errors: the database's.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/central/store/store.h"

namespace warmheart {

inline constexpr std::int64_t kClockAheadMs = 24ll * 3600 * 1000;  // further ahead than that is asked about
inline constexpr std::int64_t kClockBehindMs = 10ll * 60 * 1000;   // rows are not older than the rows before them
inline constexpr std::int64_t kClocksAgreeMs = 10ll * 60 * 1000;   // a kiosk's clock and ours

// No clock that is right shows less.
std::int64_t build_time_ms();

enum class ClockFault {
  none,
  before_build,  // before this program was made
  behind,        // before rows that exist
  jumped,        // ahead of what the boot time says
  unconfirmed,   // far ahead after a boot, and no kiosk has agreed
};
const char* name_of(ClockFault fault);

struct ClockWitness {
  std::int64_t wall_ms = 0;
  BootId boot_id{};  // zero: not known
  std::int64_t boottime_ms = 0;
};

struct ClockVerdict {
  ClockFault fault = ClockFault::none;
  std::int64_t expected_ms = 0;  // what the clock must show; of another boot: at least
  std::uint64_t agreeing = 0;    // kiosks, by their own clocks in this boot
  std::uint64_t disagreeing = 0;
  std::uint64_t kiosks = 0;  // that are in service
  bool sound() const { return fault == ClockFault::none; }
};

// Pure: the rule itself. `kiosks`' three figures are looked at where the witness alone does not decide.
ClockVerdict judge_clock(const ClockReading& machine, const std::optional<ClockWitness>& witness, std::uint64_t kiosks,
                         std::uint64_t agreeing, std::uint64_t disagreeing);

// By the database. `machine` is the machine's own reading, never that of a GuardedClock.
Result<ClockVerdict> judge_clock(CentralStore& store, const ClockReading& machine);
// The machine's reading is the last believed moment from now on.
Result<void> witness_clock(CentralStore& store, const ClockReading& machine);
// An operator has compared this machine's clock with another one: audited.
Result<void> accept_clock(CentralStore& store, const ClockReading& machine, const std::string& who);

// "this machine's clock shows 2027-06-18 12:00, …": for an alarm and the operator. No end stop.
std::string sentence_of(const ClockVerdict& verdict, const ClockReading& machine);

// The clock that a running centre works by: the machine's while it is believed. A step that nobody has judged yet, and
// a machine that is not believed, are replaced by the last believed moment and the boot time since. Any thread.
class GuardedClock final : public Clock {
 public:
  explicit GuardedClock(const Clock& machine);
  ClockReading now() const override;

  void believe(const ClockReading& machine);
  void doubt(const ClockReading& machine, std::int64_t expected_ms);
  bool believed() const;

 private:
  struct Anchor {
    std::int64_t wall_ms = 0;
    std::int64_t boottime_ms = 0;
    bool believed = true;
  };
  Anchor anchor() const;

  const Clock& m_machine;
  mutable std::mutex m_mutex;
  Anchor m_anchor;
};

}  // namespace warmheart
