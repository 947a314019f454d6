// One kiosk in the simulator: the real StationStore and Engine, riders who apply and correct, a network that loses
// things, and a machine that crashes, reboots, and wakes up on an older disk.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "core/service/rider_request.h"
#include "core/station/station_store.h"
#include "core/sync/engine.h"
#include "disk.h"
#include "ledger.h"
#include "slot_checker.h"
#include "sim_centre.h"
#include "world.h"

namespace warmheart::sim {

struct NetworkFaults {
  unsigned drop = 0;       // percent of requests that never arrive
  unsigned lose = 0;       // percent of answers that never arrive
  unsigned duplicate = 0;  // percent of requests that arrive again later
  unsigned garble = 0;     // percent of answers that are no answers
  std::int64_t slowest_ms = 200;
};

class SimStation {
 public:
  SimStation(World& world, SimCentre& centre, Ledger& ledger, SlotChecker& slots, std::size_t number,
             const std::filesystem::path& root, bool trace);

  void begin();  // the network thread starts, riders come
  void crash(bool kill, std::int64_t back_after_ms);
  void snapshot();
  void roll_back(std::int64_t back_after_ms);
  void set_online(bool online);
  void set_wall_error(std::int64_t ms) { m_clock.set_wall_error(ms); }
  void rider_applies();
  void rider_corrects();
  void rider_books();  // a slot of this station, else one of the centre, else the waiting list
  void rider_cancels();
  void run_maintenance();

  // The same again with no faults: what has to come to rest.
  void heal();
  bool at_rest();

  NetworkFaults faults;
  std::size_t number() const { return m_number; }
  const Uuid& device() const { return m_identity.device; }
  bool up() const { return m_store.has_value(); }
  StationStore& store() { return *m_store; }
  std::uint64_t rollbacks() const { return m_rollbacks; }
  std::string why_not_at_rest();

 private:
  struct Exchange;

  void open();
  void come_back(std::int64_t after_ms);
  void carry_out(sync::Actions actions);
  void send(sync::SendRequest action);
  void arrive(const std::shared_ptr<Exchange>& exchange, const std::string& bytes, bool copy);
  void finish(const std::shared_ptr<Exchange>& exchange, const Reply& reply);
  void fail(const std::shared_ptr<Exchange>& exchange, std::int64_t after_ms, bool cut,
            std::int64_t retry_after_ms = 0);
  template <class Event>
  void later(std::int64_t delay, Event event);
  std::int64_t now() const { return m_clock.boottime(); }
  std::set<Uuid> held_at_centre();
  void report_confirmed();
  void saved();

  World& m_world;
  SimCentre& m_centre;
  Ledger& m_ledger;
  std::map<Uuid, RequestProof> m_riders;  // what each of them keeps
  SlotChecker& m_slots;
  std::set<Uuid> m_wants;  // asked of the centre; a slot may come with any answer
  std::size_t m_number;
  TraceLog m_log;
  MachineClock m_clock;
  Disk m_disk;
  StationIdentity m_identity;
  sync::Limits m_limits;
  std::optional<StationStore> m_store;
  std::unique_ptr<sync::Engine> m_engine;
  std::uint64_t m_life = 0;
  std::uint64_t m_timer = 0;
  bool m_online = true;
  std::uint64_t m_snapshot_mark = 0;
  bool m_has_snapshot = false;
  std::uint64_t m_rollbacks = 0;
};

}  // namespace warmheart::sim
