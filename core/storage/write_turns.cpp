#include "core/storage/write_turns.h"

#include <algorithm>
#include <map>
#include <thread>

namespace warmheart::sqlite {

std::shared_ptr<WriteTurns> WriteTurns::of(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<WriteTurns>> all;
  const std::lock_guard lock(mutex);
  std::erase_if(all, [](const auto& entry) { return entry.second.expired(); });
  std::shared_ptr<WriteTurns> turns = all[name].lock();
  if (!turns) {
    turns = std::make_shared<WriteTurns>();
    all[name] = turns;
  }
  return turns;
}

bool WriteTurns::take(std::chrono::milliseconds at_most) {
  bool gap = false;
  {
    std::unique_lock lock(m_mutex);
    if (m_taken) {
      Waiter me;
      m_waiters.push_back(&me);
      if (!me.called.wait_for(lock, at_most, [&me] { return me.is_next; })) {
        std::erase(m_waiters, &me);
        return false;
      }
    }
    m_taken = true;
    gap = m_gaps.due(std::chrono::steady_clock::now());
  }
  if (gap) std::this_thread::sleep_for(WriteGaps::kGap);
  return true;
}

void WriteTurns::release() {
  const std::lock_guard lock(m_mutex);
  m_gaps.released(std::chrono::steady_clock::now());
  if (m_waiters.empty()) {
    m_taken = false;
    return;
  }
  Waiter* const next = m_waiters.front();
  m_waiters.pop_front();
  next->is_next = true;
  next->called.notify_one();  // under the lock: it may go as soon as it has it
}

std::size_t WriteTurns::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_waiters.size();
}

}  // namespace warmheart::sqlite
