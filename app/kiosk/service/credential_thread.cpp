#include "app/kiosk/service/credential_thread.h"

#include "core/base/unused_stack.h"

namespace warmheart {

void CredentialThread::post(std::function<void()> task) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_stopping) return;
    m_queue.push_back(std::move(task));
  }
  m_changed.notify_one();
}

void CredentialThread::stop() {
  std::deque<std::function<void()>> dropped;  // destroyed outside the lock
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    dropped.swap(m_queue);
  }
  m_changed.notify_one();
  if (m_thread.joinable()) m_thread.join();
}

void CredentialThread::run() {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock lock(m_mutex);
      m_changed.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
      if (m_stopping) return;
      task = std::move(m_queue.front());
      m_queue.pop_front();
    }
    task();
    task = nullptr;
    wipe_unused_stack();
  }
}

}  // namespace warmheart
