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
      m_jobs.push_back(Posted{std::move(job), Clock::now()});
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
  m_wait.observe(std::chrono::duration<double>(Clock::now() - m_jobs.front().at).count());
  job = std::move(m_jobs.front().job);
  m_jobs.pop_front();
  return true;
}

void DatabasePool::carry_out(Job& job, CentralStore& store) noexcept {
  const LogRequest in_hand(job.request);
  try {
    job.run(store);
  } catch (...) {
    const std::string what = thrown_words();
    ++m_threw;
    m_log.write(LogLevel::error, "a database job threw threads=" + m_name + " what=" + what);
    job.failed(Error{ErrorCode::internal, "a database job threw: " + what});
  }
}

DatabasePool::Figures DatabasePool::figures() const {
  return Figures{m_name, m_serving, queued(), m_threw, m_wait.snapshot()};
}

void DatabasePool::serve(CentralStore store) {
  ++m_serving;
  Job job;
  while (take(job)) {
    carry_out(job, store);
    job = {};  // what it holds goes now, not with the next one
  }
  --m_serving;
}

void DatabasePool::stop() {
  std::deque<Posted> left;
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    left.swap(m_jobs);
  }
  m_wake.notify_all();
  for (std::thread& thread : m_threads) {
    if (thread.joinable()) thread.join();
  }
  for (const Posted& posted : left) posted.job.failed(Error{ErrorCode::unavailable, "the centre is stopping"});
}

}  // namespace warmheart
