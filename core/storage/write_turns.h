// The writers of one database file within this process, in the order in which they came. SQLite's own waiting is polling with
// growing pauses: whoever commits and begins again at once would keep all others out for as long as it has work. With a turn a
// writer waits for those before it and for nobody else. Other processes still meet at SQLite's lock.
// Thread: any. Failure: a turn that does not come in time is false, and the caller's `busy`.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace warmheart::sqlite {

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
