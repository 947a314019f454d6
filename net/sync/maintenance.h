// What the centre does by the clock and not because somebody asks: settling decisions, leases, clean-up. One thread
// with a connection of its own; a task that fails or throws is a line in the log, the others run, and it is tried again
// when it is due. Owner: SyncServer.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <string>

#include "net/sync/database_loop.h"
#include "net/sync/log_once.h"

namespace warmheart {

class Maintenance {
 public:
  using Clock = std::chrono::steady_clock;
  using Run = std::function<Result<void>(CentralStore&)>;

  explicit Maintenance(Log& log) : m_log(log), m_loop("maintenance", log) {}

  // Before start(). `what` stands in the log: "decisions cannot be settled". Due at once, then `every` after each run.
  void add(std::string what, std::chrono::milliseconds every, Run run);
  // Asked before each look for due tasks, on the thread; false: none runs now. Everything here goes by the clock, so a
  // centre whose clock is in doubt rests.
  void only_while(std::function<bool(CentralStore&)> may_run) { m_may_run = std::move(may_run); }
  // Looks for due tasks every `interval`.
  Result<void> start(const OpenStore& open, std::chrono::milliseconds interval);
  void stop() { m_loop.stop(); }  // a task that runs is finished

  // On the thread, or in a test with a time of its own.
  void run_due(CentralStore& store, Clock::time_point now);

 private:
  struct Task {
    std::string what;
    std::chrono::milliseconds every;
    Run run;
    LogOnce log;
    Clock::time_point due{};
  };
  static void run_one(Task& task, CentralStore& store);

  Log& m_log;
  std::list<Task> m_tasks;
  std::function<bool(CentralStore&)> m_may_run = [](CentralStore&) { return true; };
  DatabaseLoop m_loop;
};

}  // namespace warmheart
