// A thread with a database connection of its own that does one work again and again: at start, after every wake() and
// whenever `every` has passed. Failure: a work that throws is a line in the log, and is tried again after `every`.
// Owner: whoever stops it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/log.h"
#include "net/sync/database_pool.h"
#include "net/sync/log_once.h"

namespace warmheart {

class DatabaseLoop {
 public:
  enum class Next { rest, again };  // again: there is more to do now
  using Work = std::function<Next(CentralStore&)>;

  DatabaseLoop(std::string name, Log& log) : m_name(std::move(name)), m_log(log) {}
  ~DatabaseLoop() { stop(); }
  DatabaseLoop(const DatabaseLoop&) = delete;
  DatabaseLoop& operator=(const DatabaseLoop&) = delete;

  // An error of `open` is returned, and no thread runs.
  Result<void> start(const OpenStore& open, std::chrono::milliseconds every, Work work);
  void wake();  // any thread; a wake while the work runs has it run once more
  void stop();  // what runs is finished

 private:
  void serve(CentralStore store);
  Next work_once(CentralStore& store) noexcept;

  std::string m_name;
  LogOnce m_log;
  std::chrono::milliseconds m_every{0};
  Work m_work;
  std::mutex m_mutex;
  std::condition_variable m_wake;
  bool m_woken = false;
  bool m_stopping = false;
  std::thread m_thread;
};

}  // namespace warmheart
