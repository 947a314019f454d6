// A thread that owns one CentralStore. Tasks run one at a time, in order; a coroutine can await one without blocking its own
// thread. The queue is bounded by who may call (net/http's admission). stop() finishes the running task and drops the rest.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/result.h"
#include "core/central/store.h"

namespace warmheart {

class DatabaseThread {
 public:
  using Task = std::function<void(CentralStore&)>;
  using Clock = std::chrono::steady_clock;

  DatabaseThread() = default;
  ~DatabaseThread() { stop(); }
  DatabaseThread(const DatabaseThread&) = delete;
  DatabaseThread& operator=(const DatabaseThread&) = delete;

  // `every`: called whenever this long has passed since the last time, between tasks; zero: never.
  void start(CentralStore store, std::chrono::milliseconds every = std::chrono::milliseconds(0), Task periodic = nullptr);
  void post(Task task);
  void stop();

 private:
  void loop();

  std::optional<CentralStore> m_store;
  std::chrono::milliseconds m_every{0};
  Task m_periodic;
  std::mutex m_mutex;
  std::condition_variable m_wake;
  std::deque<Task> m_tasks;
  bool m_stopping = false;
  std::thread m_thread;
};

// Runs `task` on the database thread and resumes on the caller's executor, which is one thread. The thread outlives the call.
template <class T>
boost::asio::awaitable<T> run_on(DatabaseThread* database, std::function<T(CentralStore&)> task) {
  struct Pending {
    explicit Pending(const boost::asio::any_io_executor& executor) : timer(executor, boost::asio::steady_timer::time_point::max()) {}
    boost::asio::steady_timer timer;
    std::optional<T> value;
  };
  const auto executor = co_await boost::asio::this_coro::executor;
  auto pending = std::make_shared<Pending>(executor);
  DatabaseThread::Task job = [pending, executor, task = std::move(task)](CentralStore& store) {
    auto value = std::make_shared<T>(task(store));
    boost::asio::post(executor, [pending, value] {
      pending->value = std::move(*value);
      pending->timer.cancel();
    });
  };
  database->post(std::move(job));
  constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);
  while (!pending->value) co_await pending->timer.async_wait(as_tuple);
  co_return std::move(*pending->value);
}

}  // namespace warmheart
