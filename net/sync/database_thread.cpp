#include "net/sync/database_thread.h"

namespace warmheart {

void DatabaseThread::start(CentralStore store, std::chrono::milliseconds every, Task periodic) {
  m_store.emplace(std::move(store));
  m_every = every;
  m_periodic = std::move(periodic);
  m_thread = std::thread([this] { loop(); });
}

void DatabaseThread::post(Task task) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_stopping) return;
    m_tasks.push_back(std::move(task));
  }
  m_wake.notify_one();
}

void DatabaseThread::loop() {
  const bool periodic = m_every.count() > 0;
  auto next = Clock::now();  // at once: what a crash left behind is taken up
  while (true) {
    Task task;
    {
      std::unique_lock lock(m_mutex);
      const auto ready = [this] { return m_stopping || !m_tasks.empty(); };
      if (periodic) m_wake.wait_until(lock, next, ready);
      else m_wake.wait(lock, ready);
      if (m_stopping) return;
      if (!m_tasks.empty()) {
        task = std::move(m_tasks.front());
        m_tasks.pop_front();
      }
    }
    if (task) task(*m_store);
    if (periodic && Clock::now() >= next) {
      m_periodic(*m_store);
      next = Clock::now() + m_every;
    }
  }
}

void DatabaseThread::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_wake.notify_all();
  if (m_thread.joinable()) m_thread.join();
  m_tasks.clear();
}

}  // namespace warmheart
