#include "net/sync/database_pool.h"

#include <exception>
#include <utility>

namespace warmheart {

std::string thrown_words() {
  try {
    throw;
  } catch (const std::exception& thrown) { return thrown.what(); } catch (...) {
    return "something that is no std::exception";
  }
}

DatabasePool::DatabasePool(std::string name, Log& log, std::size_t max_queued)
    : m_name(std::move(name)), m_log(log), m_max_queued(max_queued) {}

Result<void> DatabasePool::start(const OpenStore& open, std::size_t threads) {
  std::vector<CentralStore> stores;
  for (std::size_t i = 0; i < threads; ++i) {
    WARMHEART_TRY_ASSIGN(CentralStore store, open());
    stores.push_back(std::move(store));
  }
  for (CentralStore& store : stores) {
    const auto own = std::make_shared<CentralStore>(std::move(store));
    m_threads.emplace_back([this, own] { serve(std::move(*own)); });
  }
  return {};
}

void DatabasePool::post(Job job) {
  Error why{ErrorCode::unavailable, "the centre is stopping"};
  {
    const std::lock_guard lock(m_mutex);
    if (!m_stopping && m_jobs.size() < m_max_queued) {
      m_jobs.push_back(std::move(job));
      m_wake.notify_one();
      return;
    }
    if (!m_stopping) why = {ErrorCode::busy, "too many wait already for the database threads " + m_name};
  }
  job.failed(why);
}

std::size_t DatabasePool::queued() const {
  const std::lock_guard lock(m_mutex);
  return m_jobs.size();
}

// False: the pool stops.
bool DatabasePool::take(Job& job) {
  std::unique_lock lock(m_mutex);
  m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
  if (m_stopping) return false;
  job = std::move(m_jobs.front());
  m_jobs.pop_front();
  return true;
}

void DatabasePool::carry_out(Job& job, CentralStore& store) noexcept {
  try {
    job.run(store);
  } catch (...) {
    const std::string what = thrown_words();
    m_log.write(LogLevel::error, "a database job threw threads=" + m_name + " what=" + what);
    job.failed(Error{ErrorCode::internal, "a database job threw: " + what});
  }
}

void DatabasePool::serve(CentralStore store) {
  Job job;
  while (take(job)) {
    carry_out(job, store);
    job = {};  // what it holds goes now, not with the next one
  }
}

void DatabasePool::stop() {
  std::deque<Job> left;
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    left.swap(m_jobs);
  }
  m_wake.notify_all();
  for (std::thread& thread : m_threads) {
    if (thread.joinable()) thread.join();
  }
  for (const Job& job : left) job.failed(Error{ErrorCode::unavailable, "the centre is stopping"});
}

}  // namespace warmheart
