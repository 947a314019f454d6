// The writers of one database file within this process, in the order in which they came. SQLite's own waiting is
// polling with growing pauses: whoever commits and begins again at once would keep all others out for as long as it has
// work. With a turn a writer waits for those before it and for nobody else. Other processes meet at SQLite's lock and
// look for it every millisecond: after 200 ms of writing without a pause the next writer leaves them two (1 % of the
// time). Thread: any. Failure: a turn that does not come in time is false, and the caller's `busy`.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace warmheart::sqlite {

// When the next writer leaves other processes their moment.
class WriteGaps {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kGap{2};
  static constexpr std::chrono::milliseconds kWithoutGap{200};

  // At the begin of a turn: true when there was none, and no idle moment either, for kWithoutGap. It is taken as left
  // then.
  bool due(Time now) {
    const bool lay_free = now - m_last_release > kGap;
    const bool long_ago = now - m_last_gap >= kWithoutGap;
    if (lay_free || long_ago) m_last_gap = now;
    return long_ago && !lay_free;
  }
  void released(Time now) { m_last_release = now; }

 private:
  Time m_last_release{};
  Time m_last_gap{};
};

class WriteTurns {
 public:
  // The one for this name, shared by all who ask while somebody holds it.
  static std::shared_ptr<WriteTurns> of(const std::string& name);

  bool take(std::chrono::milliseconds at_most);
  void release();  // whoever waits longest is next
  std::size_t waiting() const;

 private:
  struct Waiter {
    std::condition_variable called;
    bool is_next = false;
  };

  mutable std::mutex m_mutex;
  bool m_taken = false;
  WriteGaps m_gaps;
  std::deque<Waiter*> m_waiters;  // each lies on its thread's stack, for as long as it waits
};

// A turn that was taken, released at the end of its life.
class WriteTurn {
 public:
  WriteTurn() = default;
  explicit WriteTurn(std::shared_ptr<WriteTurns> taken) : m_turns(std::move(taken)) {}
  WriteTurn(WriteTurn&& other) noexcept : m_turns(std::exchange(other.m_turns, nullptr)) {}
  WriteTurn& operator=(WriteTurn&&) = delete;
  ~WriteTurn() { release(); }

  void release() {
    if (const auto turns = std::exchange(m_turns, nullptr)) turns->release();
  }

 private:
  std::shared_ptr<WriteTurns> m_turns;
};

}  // namespace warmheart::sqlite
