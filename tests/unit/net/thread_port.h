// A thread that owns a StationStore, as the kiosk has one: tasks one at a time, in order. Its end waits for what was
// posted. Used by the tests of net and by tests/e2e/device.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

#include "core/station/station_store.h"
#include "net/sync/sync_runner.h"

namespace warmheart::testing {

class ThreadPort final : public StorePort {
 public:
  explicit ThreadPort(StationStore store) : m_store(std::move(store)), m_thread([this] { loop(); }) {}
  ~ThreadPort() override {
    post(nullptr);
    m_thread.join();
  }
  void post(std::function<void(StationStore&)> task) override {
    {
      const std::lock_guard lock(m_mutex);
      m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
  }
  // Runs on the store's thread and waits for it.
  template <class F>
  auto ask(F question) {
    using T = decltype(question(m_store));
    auto promise = std::make_shared<std::promise<T>>();
    auto future = promise->get_future();
    post([promise, question](StationStore& store) { promise->set_value(question(store)); });
    return future.get();
  }

 private:
  void loop() {
    while (true) {
      std::unique_lock lock(m_mutex);
      m_wake.wait(lock, [this] { return !m_tasks.empty(); });
      auto task = std::move(m_tasks.front());
      m_tasks.pop_front();
      lock.unlock();
      if (!task) return;
      task(m_store);
    }
  }
  StationStore m_store;
  std::mutex m_mutex;
  std::condition_variable m_wake;
  std::deque<std::function<void(StationStore&)>> m_tasks;
  std::thread m_thread;
};

}  // namespace warmheart::testing
