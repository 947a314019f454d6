// Devices whose answer is held until the feed moves: at most one waiter a device. Any thread; each waiter is woken on its own
// executor. Internal to net/sync.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "core/central/feed.h"

namespace warmheart {

class WaitingRoom {
 public:
  struct Waiter {
    Waiter(const boost::asio::any_io_executor& executor, FeedAsk ask_in) : timer(executor), ask(std::move(ask_in)) {}
    boost::asio::steady_timer timer;
    FeedAsk ask;
    bool woken = false;  // on the executor's thread only
    bool fresh = true;   // not looked at yet: the feed may have moved between its answer and its entering
  };
  using WaiterPtr = std::shared_ptr<Waiter>;

  explicit WaitingRoom(std::size_t most) : m_most(most) {}

  // False: full, or closing. An older waiter of the same device is woken and goes.
  bool enter(const WaiterPtr& waiter) {
    const std::lock_guard lock(m_mutex);
    if (m_closed || (m_waiters.size() >= m_most && m_waiters.count(waiter->ask.device) == 0)) return false;
    WaiterPtr& place = m_waiters[waiter->ask.device];
    if (place) wake_one(place);
    place = waiter;
    return true;
  }
  void leave(const WaiterPtr& waiter) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_waiters.find(waiter->ask.device);
    if (it != m_waiters.end() && it->second == waiter) m_waiters.erase(it);
  }
  void wake(const Uuid& device) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_waiters.find(device);
    if (it != m_waiters.end()) wake_one(it->second);
  }
  struct Asked {
    FeedAsk ask;
    bool fresh = false;
  };
  // All who wait now; from then on they are not fresh any more.
  std::vector<Asked> asked() {
    const std::lock_guard lock(m_mutex);
    std::vector<Asked> out;
    out.reserve(m_waiters.size());
    for (const auto& [device, waiter] : m_waiters) {
      out.push_back(Asked{waiter->ask, waiter->fresh});
      waiter->fresh = false;
    }
    return out;
  }
  void close() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    for (const auto& [device, waiter] : m_waiters) wake_one(waiter);
  }
  bool closed() const {
    const std::lock_guard lock(m_mutex);
    return m_closed;
  }

 private:
  static void wake_one(const WaiterPtr& waiter) {
    boost::asio::post(waiter->timer.get_executor(), [waiter] {
      waiter->woken = true;
      waiter->timer.cancel();
    });
  }

  std::size_t m_most;
  mutable std::mutex m_mutex;
  std::map<Uuid, WaiterPtr> m_waiters;
  bool m_closed = false;
};

}  // namespace warmheart
