#include "core/central/start/clock.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <limits>

#include "core/central/store/act.h"
#include "core/central/store/audit.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

bool same_boot(const ClockWitness& witness, const ClockReading& machine) {
  return witness.boot_id == machine.boot_id && machine.boottime_ms >= witness.boottime_ms;
}

std::int64_t expected_by(const ClockWitness& witness, const ClockReading& machine) {
  return witness.wall_ms + (same_boot(witness, machine) ? machine.boottime_ms - witness.boottime_ms : 0);
}

// What the witness and the boot time say alone.
ClockFault fault_by(const ClockWitness& witness, const ClockReading& machine, std::uint64_t kiosks) {
  const std::int64_t ahead = machine.wall_ms - expected_by(witness, machine);
  if (ahead < -kClockBehindMs) return ClockFault::behind;
  if (ahead <= kClockAheadMs) return ClockFault::none;
  if (same_boot(witness, machine)) return ClockFault::jumped;
  return kiosks > 0 ? ClockFault::unconfirmed : ClockFault::none;
}

std::string minute_text(std::int64_t wall_ms) {
  const std::time_t seconds = static_cast<std::time_t>(wall_ms / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts));
}

ClockWitness read_witness(sql::Columns& row) {
  ClockWitness witness;
  witness.wall_ms = row.integer();
  witness.boot_id = row.next<BootId>();
  witness.boottime_ms = row.integer();
  return witness;
}

// Where no moment was kept yet: the newest row of the audit, of a boot that nobody knows.
Result<std::optional<ClockWitness>> find_witness(Snapshot& in) {
  WARMHEART_TRY_ASSIGN(const auto kept,
                       sql::row<ClockWitness>(
                           in, "SELECT wall_ms, boot_id, boottime_ms FROM clock_witness WHERE one = 1", read_witness));
  if (kept) return kept;
  WARMHEART_TRY_ASSIGN(const auto newest,
                       sql::row<std::int64_t>(in, "SELECT at_ms FROM audit ORDER BY seq DESC LIMIT 1"));
  constexpr std::int64_t kOfNoBoot = std::numeric_limits<std::int64_t>::max();
  return newest ? std::optional(ClockWitness{*newest, {}, kOfNoBoot}) : std::nullopt;
}

struct KioskClocks {
  std::uint64_t kiosks = 0, agreeing = 0, disagreeing = 0;
};

Result<KioskClocks> kiosk_clocks(Snapshot& in, const ClockReading& machine) {
  struct Kiosk {
    Bytes boot_id;
    std::int64_t base_ms = 0;
  };
  const auto read = [](sql::Columns& row) { return Kiosk{row.bytes(), row.integer()}; };
  WARMHEART_TRY_ASSIGN(
      const auto kiosks,
      sql::rows<Kiosk>(in, "SELECT clock_boot_id, clock_base_ms FROM device WHERE state = 'active'", read));
  KioskClocks clocks;
  clocks.kiosks = kiosks.size();
  for (const Kiosk& kiosk : kiosks) {
    if (!std::ranges::equal(kiosk.boot_id, machine.boot_id)) continue;  // spoke to another boot, or never
    const bool agrees = std::llabs(machine.wall_ms - kiosk.base_ms - machine.boottime_ms) <= kClocksAgreeMs;
    ++(agrees ? clocks.agreeing : clocks.disagreeing);
  }
  return clocks;
}

Result<void> write_witness(Act& act, const ClockReading& machine) {
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO clock_witness(one, wall_ms, boot_id, boottime_ms) VALUES(1, ?, ?, ?) "
                             "ON CONFLICT(one) DO UPDATE SET wall_ms = excluded.wall_ms, boot_id = excluded.boot_id, "
                             "boottime_ms = excluded.boottime_ms",
                             machine.wall_ms, machine.boot_id, machine.boottime_ms));
  return {};
}

}  // namespace

std::int64_t build_time_ms() { return std::int64_t{WARMHEART_BUILT_S} * 1000; }

const char* name_of(ClockFault fault) {
  switch (fault) {
    case ClockFault::none: return "sound";
    case ClockFault::before_build: return "before-build";
    case ClockFault::behind: return "behind";
    case ClockFault::jumped: return "jumped";
    case ClockFault::unconfirmed: return "unconfirmed";
  }
  return "unconfirmed";
}

ClockVerdict judge_clock(const ClockReading& machine, const std::optional<ClockWitness>& witness, std::uint64_t kiosks,
                         std::uint64_t agreeing, std::uint64_t disagreeing) {
  ClockVerdict verdict;
  verdict.kiosks = kiosks;
  verdict.agreeing = agreeing;
  verdict.disagreeing = disagreeing;
  verdict.expected_ms = witness ? expected_by(*witness, machine) : machine.wall_ms;
  if (machine.wall_ms < build_time_ms()) {
    verdict.fault = ClockFault::before_build;
    verdict.expected_ms = std::max(verdict.expected_ms, build_time_ms());
    return verdict;
  }
  if (witness) verdict.fault = fault_by(*witness, machine, kiosks);
  if (!verdict.sound() && agreeing > disagreeing) verdict.fault = ClockFault::none;  // clocks that nobody set from here
  return verdict;
}

Result<ClockVerdict> judge_clock(CentralStore& store, const ClockReading& machine) {
  return store.read([&](Snapshot& in) -> Result<ClockVerdict> {
    WARMHEART_TRY_ASSIGN(const auto witness, find_witness(in));
    if (witness && judge_clock(machine, witness, 1, 0, 0).sound()) return judge_clock(machine, witness, 0, 0, 0);
    WARMHEART_TRY_ASSIGN(const KioskClocks clocks, kiosk_clocks(in, machine));
    return judge_clock(machine, witness, clocks.kiosks, clocks.agreeing, clocks.disagreeing);
  });
}

Result<void> witness_clock(CentralStore& store, const ClockReading& machine) {
  return store.transact({}, [&](Act& act) { return write_witness(act, machine); });
}

Result<void> accept_clock(CentralStore& store, const ClockReading& machine, const std::string& who) {
  if (machine.wall_ms < build_time_ms())
    return fail(ErrorCode::invalid_argument, "this machine's clock shows " + minute_text(machine.wall_ms) +
                                                 ", before this program was made: set it right first");
  return store.transact({Lock::audit()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(write_witness(act, machine));
    return internal::write_audit(act, who, "clock-accepted", "", minute_text(machine.wall_ms));
  });
}

std::string sentence_of(const ClockVerdict& verdict, const ClockReading& machine) {
  const std::string shows = "this machine's clock shows " + minute_text(machine.wall_ms);
  const std::string kiosks = "; of the kiosks heard since this machine started " + std::to_string(verdict.agreeing) +
                             " agree with it and " + std::to_string(verdict.disagreeing) + " do not";
  switch (verdict.fault) {
    case ClockFault::none: return shows + ", and nothing speaks against it";
    case ClockFault::before_build: return shows + ", and this program was made after that";
    case ClockFault::behind: return shows + ", and there are rows of " + minute_text(verdict.expected_ms) + kiosks;
    case ClockFault::jumped:
      return shows + ", and by the time since this machine started it must be " + minute_text(verdict.expected_ms) +
             kiosks;
    case ClockFault::unconfirmed:
      return shows + ", and it was last believed at " + minute_text(verdict.expected_ms) + kiosks;
  }
  return shows;
}

GuardedClock::GuardedClock(const Clock& machine) : m_machine(machine) { believe(machine.now()); }

GuardedClock::Anchor GuardedClock::anchor() const {
  const std::lock_guard lock(m_mutex);
  return m_anchor;
}

ClockReading GuardedClock::now() const {
  ClockReading reading = m_machine.now();
  const Anchor held = anchor();
  const std::int64_t expected = held.wall_ms + (reading.boottime_ms - held.boottime_ms);
  const std::int64_t ahead = reading.wall_ms - expected;
  if (!held.believed || ahead > kClockAheadMs || ahead < -kClockBehindMs) reading.wall_ms = expected;
  return reading;
}

void GuardedClock::believe(const ClockReading& machine) {
  const std::lock_guard lock(m_mutex);
  m_anchor = {machine.wall_ms, machine.boottime_ms, true};
}

void GuardedClock::doubt(const ClockReading& machine, std::int64_t expected_ms) {
  const std::lock_guard lock(m_mutex);
  if (!m_anchor.believed && expected_ms <= m_anchor.wall_ms + (machine.boottime_ms - m_anchor.boottime_ms)) return;
  m_anchor = {expected_ms, machine.boottime_ms, false};
}

bool GuardedClock::believed() const { return anchor().believed; }

}  // namespace warmheart
