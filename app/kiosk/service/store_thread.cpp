#include "app/kiosk/service/store_thread.h"

#include "core/base/unused_stack.h"

namespace warmheart {

namespace {

constexpr auto kHousekeeping = std::chrono::seconds(60);
constexpr auto kOpenAgain = std::chrono::seconds(3);

}  // namespace

StoreThread::StoreThread(Open open, Log& log)
    : m_open(std::move(open)), m_log(log), m_why{ErrorCode::unavailable, "the store is not open yet"} {}

StoreThread::~StoreThread() {
  if (!m_thread.joinable()) return;
  stop(std::chrono::milliseconds(0));
  m_thread.join();
}

void StoreThread::start(std::function<void()> opened) {
  m_opened = std::move(opened);
  m_thread = std::thread([this] { run(); });
}

void StoreThread::ask(Question question) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_stopping) return;
    m_queue.push_back(std::move(question));
  }
  m_changed.notify_all();
}

void StoreThread::post(std::function<void(StationStore&)> task) {
  ask([task = std::move(task)](StationStore* store, const Error&) {
    if (store) task(*store);
  });
}

bool StoreThread::stop(std::chrono::milliseconds bound) {
  std::deque<Question> dropped;  // destroyed outside the lock
  std::unique_lock lock(m_mutex);
  m_stopping = true;
  dropped.swap(m_queue);
  m_changed.notify_all();
  if (!m_thread.joinable()) return true;
  return m_changed.wait_for(lock, bound, [this] { return m_ended; });
}

void StoreThread::try_open() {
  auto store = m_open();
  if (store) {
    m_store.emplace(std::move(*store));
    if (m_failed) m_opened();
    return;
  }
  m_failed = true;
  if (store.error() != m_why) {
    m_log.write(LogLevel::error, "the store cannot be opened code=" + std::string(name_of(store.error().code)) +
                                     " what=" + store.error().what);
  }
  m_why = store.error();
}

std::optional<StoreThread::Question> StoreThread::next() {
  std::unique_lock lock(m_mutex);
  const auto patience = m_store ? std::chrono::milliseconds(kHousekeeping) : std::chrono::milliseconds(kOpenAgain);
  m_changed.wait_for(lock, patience, [this] { return m_stopping || !m_queue.empty(); });
  if (m_stopping || m_queue.empty()) return std::nullopt;
  Question question = std::move(m_queue.front());
  m_queue.pop_front();
  return question;
}

void StoreThread::run() {
  try_open();
  while (true) {
    if (auto question = next()) {
      (*question)(m_store ? &*m_store : nullptr, m_why);
      question.reset();
      wipe_unused_stack();
      continue;
    }
    {
      const std::lock_guard lock(m_mutex);
      if (m_stopping) break;
    }
    if (!m_store) {
      try_open();
    } else if (const auto maintained = m_store->run_maintenance(); !maintained) {
      m_log.write(LogLevel::warning,
                  "housekeeping of the store failed code=" + std::string(name_of(maintained.error().code)) +
                      " what=" + maintained.error().what);
    }
  }
  m_store.reset();
  const std::lock_guard lock(m_mutex);
  m_ended = true;
  m_changed.notify_all();
}

}  // namespace warmheart
