#include "net/sync/database_loop.h"

namespace warmheart {

Result<void> DatabaseLoop::start(const OpenStore& open, std::chrono::milliseconds every, Work work) {
  WARMHEART_TRY_ASSIGN(CentralStore store, open());
  const auto own = std::make_shared<CentralStore>(std::move(store));
  m_every = every;
  m_work = std::move(work);
  m_thread = std::thread([this, own] { serve(std::move(*own)); });
  return {};
}

void DatabaseLoop::wake() {
  {
    const std::lock_guard lock(m_mutex);
    m_woken = true;
  }
  m_wake.notify_one();
}

DatabaseLoop::Next DatabaseLoop::work_once(CentralStore& store) noexcept {
  try {
    const Next next = m_work(store);
    m_log.solved();
    return next;
  } catch (...) {
    m_log.write("a database job threw thread=" + m_name + " what=" + thrown_words());
    return Next::rest;
  }
}

void DatabaseLoop::serve(CentralStore store) {
  for (;;) {
    const Next next = work_once(store);
    std::unique_lock lock(m_mutex);
    if (next == Next::rest) m_wake.wait_for(lock, m_every, [this] { return m_stopping || m_woken; });
    if (m_stopping) return;
    m_woken = false;
  }
}

void DatabaseLoop::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_wake.notify_one();
  if (m_thread.joinable()) m_thread.join();
}

}  // namespace warmheart
