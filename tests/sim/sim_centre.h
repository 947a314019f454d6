// The centre in the simulator: the real CentralStore on files, behind a group commit of a few milliseconds, with a
// reviewer who decides at random. It crashes, is overloaded, and is restored from older copies.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/central/access/access.h"
#include "core/central/ingest/ingest.h"
#include "core/central/store/store.h"
#include "core/station/types.h"
#include "disk.h"
#include "tests/test_database.h"
#include "world.h"

namespace warmheart::sim {

// What comes back over the wire: bytes, or an HTTP-level refusal.
struct Reply {
  enum class Kind { answer, busy, refused, gone } kind = Kind::gone;
  std::string bytes;
  std::int64_t retry_after_ms = 0;
};

class SimCentre {
 public:
  SimCentre(World& world, const std::filesystem::path& root, bool trace);

  StationIdentity enrol();  // a new station with one device
  void begin();             // apply, settle, review: from now on by themselves

  // One request's bytes as they arrived; `reply` is called later, once, unless the centre dies before.
  void take(const Uuid& device, const std::string& request, std::function<void(Reply)> reply);

  void crash(std::int64_t back_after_ms);
  // The worst moment: new records were stored, and their answers are on the way.
  void crash_after_next_push(std::int64_t delay_ms, std::int64_t back_after_ms) {
    m_crash_plan = {delay_ms, back_after_ms};
  }
  void snapshot();
  std::optional<std::int64_t> snapshot_age_ms() const;
  void restore(std::int64_t back_after_ms);  // from the snapshot, under a new incarnation
  void set_busy(bool busy) { m_busy = busy; }
  void set_reviewing(bool on) { m_reviewing = on; }
  void set_pace(std::int64_t ms) { m_pace = ms; }  // about how often a reviewer looks

  bool up() const { return m_store.has_value(); }
  CentralStore& store() { return *m_store; }
  std::uint64_t restores() const { return m_restores; }
  std::uint64_t acknowledged() const { return m_stored; }
  std::function<void()> on_restored;              // up again, from an older copy
  std::function<void()> on_recovered;             // up again, from its own disk
  void work_off();                                // apply, settle and tend whatever is due, at once
  void publish_sessions(std::int64_t length_ms);  // one or two, with few slots
  void recall_some_leases();
  std::vector<std::string> findings;  // I1 broken in a committed state
  // Whether a booking's rider was ever told that it may not stand (the per-person limit): a restore may forget it, the
  // rider does not.
  bool took_back(const Uuid& booking) const { return m_taken_back.contains(booking); }

 private:
  struct Waiting {
    DeviceBatch batch;
    std::function<void(Reply)> reply;
    std::int64_t until = 0;
  };

  void open(bool new_incarnation);
  void come_back(std::int64_t after_ms, bool new_incarnation);
  void commit();
  void answer(const DeviceBatch& batch, const IngestAnswer& taken, const std::function<void(Reply)>& reply,
              bool may_wait);
  void look_at_waiters();
  void review_once();
  template <class Event>
  void later(std::int64_t delay, Event event);

  World& m_world;
  TraceLog m_log;
  MachineClock m_clock;
  Disk m_disk;
  test::TestDatabase m_databases;  // on a cluster; files lie on the disk
  std::shared_ptr<const CentralKeys> m_keys;
  std::optional<CentralStore> m_store;
  std::uint64_t m_life = 0;
  bool m_busy = false;
  bool m_reviewing = true;
  std::int64_t m_pace = 5 * kMinute;
  bool m_commit_due = false;
  std::vector<Waiting> m_inbox;
  std::vector<Waiting> m_waiters;
  std::optional<std::pair<std::int64_t, std::int64_t>> m_crash_plan;
  std::int64_t m_snapshot_at = -1;
  std::uint64_t m_restores = 0;
  std::uint64_t m_stored = 0;
  std::set<Uuid> m_taken_back;
};

}  // namespace warmheart::sim
