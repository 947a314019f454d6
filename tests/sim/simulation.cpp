#include "simulation.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "core/central/feed/feed.h"
#include "core/central/slots/slots.h"
#include "core/central/review/review_decide.h"
#include "core/central/review/review_list.h"
#include "core/central/review/review_open.h"
#include "core/central/review/review_settle.h"
#include "core/record/chain.h"
#include "ledger.h"
#include "sim_centre.h"
#include "sim_station.h"

namespace warmheart::sim {
namespace {

constexpr std::int64_t kLongestBackup = 9 * kDay;  // a restore reaches no further back than payloads are kept (14 days)
constexpr std::int64_t kRestWithin = 2 * kDay;

class Simulation {
 public:
  Simulation(std::uint64_t seed, const std::filesystem::path& folder, bool brief, bool trace)
      : m_world(seed), m_centre(m_world, folder, trace) {
    const auto count = static_cast<std::size_t>(m_world.random.between(2, 4));
    for (std::size_t n = 0; n < count; ++n) {
      m_stations.push_back(std::make_unique<SimStation>(m_world, m_centre, m_ledger, m_slots, n, folder, trace));
    }
    m_centre.on_restored = [this] {
      for (const auto& station : m_stations) {
        m_ledger.centre_restored(station->number(), held(*station));
        m_slots.centre_restored(station->number(), held(*station));
      }
    };
    m_centre.on_recovered = [this] {
      if (m_centre.restores() == 0) check_acknowledged();
    };
    // Swarm: each seed has its own selection of faults, so that some worlds are rough in one way only.
    m_length = !brief && m_world.random.chance(25) ? m_world.random.between(16, 30) * kDay
                                                   : m_world.random.between(6, brief ? 30 : 72) * kHour;
    m_centre.set_pace(std::max(3 * kMinute, m_length / 200));
    for (const auto& station : m_stations) draw_network(*station);
    m_crashes = m_world.random.chance(60);
    m_clocks = m_world.random.chance(40);
    m_rollbacks = m_world.random.chance(40);
    m_centre_crashes = m_world.random.chance(50);
    m_restores = m_world.random.chance(25);
    m_offline = m_world.random.chance(60);
    m_busy = m_world.random.chance(30);
  }

  Outcome run() {
    for (const auto& station : m_stations) station->begin();
    m_centre.begin();
    m_centre.publish_sessions(m_length);
    plan_riders();
    plan_faults();
    m_world.run_until(m_length);
    come_to_rest();
    check();
    m_outcome.events = m_world.events;
    m_outcome.virtual_ms = m_world.now();
    m_outcome.restores = m_centre.restores();
    return m_outcome;
  }

 private:
  void draw_network(SimStation& station) {
    SeededRandom& dice = m_world.random;
    NetworkFaults faults;
    if (dice.chance(60)) faults.drop = static_cast<unsigned>(dice.between(1, 40));
    if (dice.chance(60)) faults.lose = static_cast<unsigned>(dice.between(1, 40));
    if (dice.chance(50)) faults.duplicate = static_cast<unsigned>(dice.between(1, 30));
    if (dice.chance(20)) faults.garble = static_cast<unsigned>(dice.between(1, 20));
    if (dice.chance(30)) faults.slowest_ms = dice.between(1, 60) * kSecond;
    station.faults = faults;
  }

  std::int64_t some_time() { return m_world.random.between(0, m_length); }
  SimStation& some_station() { return *m_stations[m_world.random.next() % m_stations.size()]; }
  void plan(std::int64_t count, void (Simulation::*event)()) {
    for (std::int64_t n = 0; n < count; ++n) m_world.at(some_time(), [this, event] { (this->*event)(); });
  }

  void plan_riders() {
    for (const auto& station : m_stations) {
      const std::int64_t riders = m_world.random.between(3, 14);
      for (std::int64_t n = 0; n < riders; ++n) {
        // Alone, or a queue of riders at once.
        const std::int64_t at = some_time(), burst = m_world.random.chance(15) ? m_world.random.between(2, 6) : 1;
        for (std::int64_t k = 0; k < burst; ++k)
          m_world.at(at + k * 100, [&riders_station = *station] { riders_station.rider_applies(); });
        m_world.at(some_time(), [&riders_station = *station] { riders_station.rider_corrects(); });
      }
      const std::int64_t bookers = m_world.random.between(2, 10);
      for (std::int64_t n = 0; n < bookers; ++n) {
        m_world.at(some_time(), [&riders_station = *station] { riders_station.rider_books(); });
        if (m_world.random.chance(35))
          m_world.at(some_time(), [&riders_station = *station] { riders_station.rider_cancels(); });
      }
      for (std::int64_t at = kHour; at<m_length; at += m_length> 5 * kDay ? 12 * kHour : 3 * kHour) {
        m_world.at(at, [&it = *station] { it.run_maintenance(); });
      }
    }
  }

  void plan_faults() {
    SeededRandom& dice = m_world.random;
    if (m_crashes) plan(dice.between(1, 6), &Simulation::crash_station);
    if (m_clocks) plan(dice.between(1, 4), &Simulation::bend_clock);
    if (m_rollbacks)
      plan(dice.between(2, 5), &Simulation::snapshot_station), plan(dice.between(1, 3), &Simulation::roll_station_back);
    if (m_centre_crashes) plan(dice.between(1, 5), &Simulation::crash_centre);
    if (m_restores)
      plan(dice.between(2, 4), &Simulation::snapshot_centre), plan(dice.between(1, 2), &Simulation::restore_centre);
    if (m_offline) plan(dice.between(1, 4), &Simulation::cut_link);
    if (dice.chance(30)) plan(dice.between(1, 2), &Simulation::recall);
    if (m_busy) plan(dice.between(1, 3), &Simulation::crowd);
  }

  void recall() { m_centre.recall_some_leases(); }
  void crash_station() {
    ++m_outcome.crashes;
    some_station().crash(m_world.random.chance(70), m_world.random.between(1, 60) * kSecond);
  }
  void crash_centre() {
    ++m_outcome.crashes;
    const std::int64_t back_after = m_world.random.between(1, 20) * kMinute;
    if (m_world.random.chance(50))
      m_centre.crash(back_after);
    else
      m_centre.crash_after_next_push(m_world.random.between(0, 2000), back_after);
  }
  // An acknowledgement means durably stored (net/sync/PROTOCOL.md): after a crash the centre holds at least what it has
  // acknowledged.
  void check_acknowledged() {
    for (const auto& station : m_stations) {
      if (!station->up()) continue;
      const JournalView view = station->store().journal_view().value();
      std::uint64_t stored = 0;
      const auto records = held_records(m_centre.store(), station->device()).value();
      for (const HeldRecord& record : records) {
        if (record.epoch == view.epoch) ++stored;
      }
      if (stored < view.acked_seq)
        find("lost: the centre acknowledged " + std::to_string(view.acked_seq) + " records and holds " +
             std::to_string(stored) + " after its crash");
    }
  }
  // Often with records in it that nobody has acknowledged yet: those are told again later, from a disk that never heard
  // it.
  void snapshot_station() {
    SimStation& station = some_station();
    if (m_world.random.chance(60)) station.rider_applies();
    station.snapshot();
  }
  // Often while nobody hears the station, with riders before and after: then its history forks.
  void roll_station_back() {
    ++m_outcome.rollbacks;
    SimStation& station = some_station();
    const std::int64_t back_after = m_world.random.between(1, 60) * kSecond;
    if (m_world.random.chance(40)) return station.roll_back(back_after);
    station.set_online(false);
    if (m_world.random.chance(50)) station.rider_applies();
    if (m_world.random.chance(50)) station.rider_books();
    station.roll_back(back_after);
    m_world.after(back_after + kSecond, [&station] { station.rider_applies(); });
    m_world.after(back_after + 2 * kSecond, [&station] { station.rider_books(); });
    m_world.after(m_world.random.between(2 * kMinute, 3 * kHour), [&station] { station.set_online(true); });
  }
  void snapshot_centre() { m_centre.snapshot(); }
  void restore_centre() {
    if (const auto age = m_centre.snapshot_age_ms(); age && *age < kLongestBackup)
      m_centre.restore(m_world.random.between(1, 60) * kMinute);
  }
  void bend_clock() {
    constexpr std::int64_t kYear = 365 * kDay;
    const std::int64_t errors[] = {-(kEpochMs + m_world.now()), 10 * kYear, -kHour, 20 * kSecond, 0};
    some_station().set_wall_error(errors[m_world.random.next() % std::size(errors)]);
  }
  void cut_link() {
    SimStation& station = some_station();
    const std::int64_t most = m_length > 16 * kDay && m_world.random.chance(50) ? 16 * kDay : 12 * kHour;
    station.set_online(false);
    m_world.after(m_world.random.between(kMinute, most), [&station] { station.set_online(true); });
  }
  void crowd() {
    m_centre.set_busy(true);
    m_world.after(m_world.random.between(1, 30) * kMinute, [this] { m_centre.set_busy(false); });
  }

  std::set<Uuid> held(const SimStation& station) {
    std::set<Uuid> out;
    const auto records = held_records(m_centre.store(), station.device()).value();
    for (const HeldRecord& record : records) {
      if (!record.pointer && record.parked_code.empty()) out.insert(record.id);
    }
    return out;
  }

  std::string unrest() {
    if (!m_centre.up()) return "the centre is down";
    for (const auto& station : m_stations) {
      if (const std::string why = station->why_not_at_rest(); !why.empty())
        return "station " + std::to_string(station->number()) + ": " + why;
    }
    const std::string mirror = mirror_difference();
    return mirror;
  }

  // Every value that the centre has published for a station is what the station shows.
  std::string mirror_difference() {
    for (const auto& station : m_stations) {
      const std::string name = "station " + std::to_string(station->number());
      const auto mine = feed_entries(m_centre.store(), "station/" + assignment_id(*station)).value();
      for (const FeedEntry& entry : mine) {
        if (!entry.value.has_decision()) continue;
        const Uuid id = Uuid::from_bytes(view_of(entry.value.decision().application_id())).value();
        const auto found = station->store().find_application(id).value();
        if (!found) continue;  // its disk is older than that application
        if (!found->decision || found->decision->SerializeAsString() != entry.value.decision().SerializeAsString()) {
          return name + " does not show the decision on " + id.text();
        }
      }
      std::size_t approved = 0;
      const auto district = feed_entries(m_centre.store(), "district/110105").value();
      for (const FeedEntry& entry : district) approved += entry.value.has_approved_card() ? 1 : 0;
      if (station->store().card_trust().value().approved.size() != approved)
        return name + " does not show the approved cards";
    }
    return {};
  }

  std::string assignment_id(SimStation& station) {
    const std::string bytes = station.store().mirror().value().station.station_id();
    const auto id = Uuid::from_bytes(view_of(bytes));
    return id ? id->text() : bytes;
  }

  void come_to_rest() {
    m_centre.set_busy(false);
    m_centre.set_reviewing(false);
    for (const auto& station : m_stations) station->heal();
    const std::int64_t deadline = m_length + kRestWithin;
    // Half an hour first, so that whoever is down comes up and pending decisions settle; then until nothing moves.
    m_world.run_until(m_length + 90 * kMinute);
    if (m_centre.up()) m_centre.work_off();
    std::int64_t next_look = 0;
    m_world.run_until(deadline, [&] {
      if (m_world.now() < next_look) return false;
      next_look = m_world.now() + 10 * kMinute;
      return unrest().empty();
    });
    if (const std::string why = unrest(); !why.empty()) find("stuck: " + why);
  }

  void check() {
    if (!m_centre.up()) return;
    for (const auto& station : m_stations) {
      const auto records = held_records(m_centre.store(), station->device()).value();
      check_records(*station, records);
      check_chain(records);
    }
    check_applications();
    check_slots();
  }

  void check_records(const SimStation& station, const std::vector<HeldRecord>& records) {
    std::map<Uuid, int> whole;
    std::map<Uuid, std::pair<std::uint64_t, std::uint64_t>> first_at;
    std::set<std::uint64_t> epochs;
    for (const HeldRecord& record : records) {
      epochs.insert(record.epoch);
      if (record.pointer || record.parked_code == "stub") continue;
      if (record.state == "new") find("stuck: a record is never applied");
      ++whole[record.id];
      first_at.emplace(record.id, std::pair{epochs.size(), record.seq});
    }
    m_outcome.epochs += epochs.size();
    std::pair<std::uint64_t, std::uint64_t> last{0, 0};
    const bool ordered = station.rollbacks() == 0 && m_centre.restores() == 0;
    for (const Promise& promise : m_ledger.promises()) {
      if (promise.station != station.number()) continue;
      ++m_outcome.promises;
      const auto count = whole.find(promise.record);
      if (count == whole.end()) {
        if (promise.excused)
          ++m_outcome.excused;
        else
          find(std::string("lost: ") + (promise.correction ? "correction " : "application ") + promise.record.text());
        continue;
      }
      if (count->second > 1) find("doubled: record " + promise.record.text());
      if (!ordered) continue;
      const auto position = first_at[promise.record];
      if (position < last) find("reordered: record " + promise.record.text());
      last = position;
    }
  }

  void check_chain(const std::vector<HeldRecord>& records) {
    std::uint64_t epoch = 0, seq = 0;
    for (const HeldRecord& record : records) {
      seq = record.epoch == epoch ? seq + 1 : 1;
      epoch = record.epoch;
      if (record.seq != seq) find("gap: epoch " + std::to_string(epoch) + " before " + std::to_string(record.seq));
    }
  }

  // No slot is promised twice, no promise is lost, and who waited longest went first.
  void check_slots() {
    for (const std::string& finding : m_centre.findings) find(finding);
    std::map<Uuid, BookingLine> rows;
    const auto ledgers = slot_ledgers(m_centre.store()).value();
    for (const SlotLedger& ledger : ledgers) {
      bool somebody_waits = false;
      const auto lines = list_bookings(m_centre.store(), ledger.session).value();
      for (const BookingLine& line : lines) {
        rows[line.id] = line;
        if (line.reason == "place-free" && somebody_waits)
          find("order: " + line.id.text() + " was moved up before somebody who came first");
        somebody_waits = somebody_waits || line.state == "waiting";
      }
    }
    const auto taken_back = [this](const Uuid& id) { return m_centre.took_back(id); };
    for (const std::string& finding : m_slots.oversold(taken_back)) find(finding), ++m_outcome.oversold;
    for (const auto& [id, promise] : m_slots.promises()) {
      ++m_outcome.bookings;
      const auto row = rows.find(id);
      if (promise.excused) continue;
      if (row == rows.end()) {
        if (m_centre.restores() == 0) find("lost: booking " + id.text());
        continue;
      }
      check_booking(promise, row->second);
    }
  }
  void check_booking(const SeatPromise& promise, const BookingLine& row) {
    const bool rolled_back = m_stations[promise.station]->rollbacks() > 0;
    if (!promise.live) {
      if (row.state != "cancelled" && !rolled_back) find("lost: the cancellation of " + row.id.text());
      return;
    }
    if (row.state == "confirmed" && row.slot == promise.slot) return;
    // Two offline stations may both say yes to one person: the centre keeps the first, the other is told.
    if (row.state == "needs-you" && row.reason == "limit") return;
    if (rolled_back || m_centre.restores() > 0) return;
    find("broken: booking " + row.id.text() + " was confirmed with slot " + std::to_string(promise.slot) +
         " and stands as " + row.state + " " + row.reason + " " + std::to_string(row.slot));
  }

  // What reviewers see: each application once.
  void check_applications() {
    std::map<Uuid, int> seen;
    const Reviewer city{"city", "市总", Role::city, ""};
    ApplicationFilter filter;
    filter.state = "all";
    filter.limit = 200;
    for (;;) {
      const ApplicationList list = list_applications(m_centre.store(), city, filter).value();
      for (const ApplicationItem& item : list.items) ++seen[item.id];
      if (list.next.empty()) break;
      filter.after = list.next;
    }
    for (const auto& [id, count] : seen) {
      if (count != 1) find("doubled: application " + id.text());
    }
    for (const Promise& promise : m_ledger.promises()) {
      if (!promise.correction && !promise.excused && !seen.contains(promise.application)) {
        find("lost: no reviewer sees application " + promise.application.text());
      }
    }
  }

  void find(std::string what) {
    if (m_outcome.findings.size() < 20) m_outcome.findings.push_back(std::move(what));
  }

  World m_world;
  SimCentre m_centre;
  Ledger m_ledger;
  SlotChecker m_slots;
  std::vector<std::unique_ptr<SimStation>> m_stations;
  std::int64_t m_length = 0;
  bool m_crashes = false, m_clocks = false, m_rollbacks = false, m_centre_crashes = false, m_restores = false,
       m_offline = false, m_busy = false;
  Outcome m_outcome;
};

}  // namespace

Outcome run_seed(std::uint64_t seed, const std::filesystem::path& folder, bool brief, bool trace) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  Outcome outcome;
  {
    Simulation simulation(seed, folder, brief, trace);
    outcome = simulation.run();
  }
  std::filesystem::remove_all(folder);
  return outcome;
}

}  // namespace warmheart::sim
