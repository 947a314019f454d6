// Threads that answer: each has a database connection of its own and takes the next job. Jobs begin in the order in
// which they were posted. A coroutine awaits one with co_run, without blocking its own thread. Failure: a job that
// throws is an `internal` error to who waits for it and a line in the log; the thread and its connection go on. `busy`:
// too many jobs wait already. `unavailable`: the pool has stopped. Owner: whoever stops it; the listeners whose
// coroutines wait stop before.
#pragma once

#include <atomic>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/histogram.h"
#include "core/base/log.h"
#include "core/central/store/store.h"
#include "net/sync/awaited.h"

namespace warmheart {

using OpenStore = std::function<Result<CentralStore>()>;

class DatabasePool {
 public:
  // Exactly one of the two is called, unless `run` throws after it has done its work.
  struct Job {
    std::function<void(CentralStore&)> run;
    std::function<void(const Error&)> failed;  // any thread
    std::string request;                       // whose work it is, for the log; empty: nobody's
  };

  // `name` stands in the log.
  DatabasePool(std::string name, Log& log, std::size_t max_queued = 4096);
  ~DatabasePool() { stop(); }
  DatabasePool(const DatabasePool&) = delete;
  DatabasePool& operator=(const DatabasePool&) = delete;

  // Opens all connections first: at an error no thread runs.
  Result<void> start(const OpenStore& open, std::size_t threads);
  void post(Job job);
  std::size_t queued() const;  // jobs that nobody works on yet
  void stop();                 // what runs is finished, what waits has failed

  struct Figures {
    std::string name;
    std::size_t threads = 0;
    std::size_t queued = 0;
    std::uint64_t threw = 0;   // jobs
    Histogram::Snapshot wait;  // seconds from being posted to being begun
  };
  Figures figures() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Posted {
    Job job;
    Clock::time_point at;
  };
  void serve(CentralStore store);
  bool take(Job& job);
  void carry_out(Job& job, CentralStore& store) noexcept;

  std::string m_name;
  Log& m_log;
  std::size_t m_max_queued;
  mutable std::mutex m_mutex;
  std::condition_variable m_wake;
  std::deque<Posted> m_jobs;
  bool m_stopping = false;
  std::atomic<std::size_t> m_serving{0};
  std::atomic<std::uint64_t> m_threw{0};
  Histogram m_wait{seconds_bounds()};
  std::vector<std::thread> m_threads;
};

// Runs `task` on a thread of the pool and resumes on the caller's executor, which is one thread. The pool outlives the
// call. `request`: what the thread logs meanwhile names it.
template <class T>
boost::asio::awaitable<Result<T>> co_run(DatabasePool* pool, std::function<Result<T>(CentralStore&)> task,
                                         std::string request) {
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto awaited = std::make_shared<Awaited<T>>(executor);
  DatabasePool::Job job;
  job.run = [awaited, task = std::move(task)](CentralStore& store) { Awaited<T>::deliver(awaited, task(store)); };
  job.failed = [awaited](const Error& why) { Awaited<T>::deliver(awaited, fail(why)); };
  job.request = std::move(request);
  pool->post(std::move(job));
  co_return co_await Awaited<T>::wait(awaited);
}
// For nobody's request.
template <class T>
boost::asio::awaitable<Result<T>> co_run(DatabasePool* pool, std::function<Result<T>(CentralStore&)> task) {
  return co_run<T>(pool, std::move(task), std::string());
}

// What was thrown, in words. Inside a catch block.
std::string thrown_words();

}  // namespace warmheart
