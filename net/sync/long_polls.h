// Devices whose answer is held until there is news for them: at most one waiter a device. Knows no database: who looks
// for news (feed_watch.h) asks who waits and wakes them. Any thread; each waiter is woken on its own executor. Internal
// to net/sync.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/central/feed/feed.h"

namespace warmheart {

class LongPolls {
 public:
  explicit LongPolls(std::size_t max_waiters) : m_max_waiters(max_waiters) {}

  enum class End {
    woken,    // news, another request of the device, or its certificate was revoked
    expired,  // nothing in all the time
    refused,  // too many wait already
    closed,   // the centre stops
  };
  // Waits on the caller's executor, which is one thread. An older waiter of the same device is woken and goes.
  static boost::asio::awaitable<End> wait(LongPolls* self, FeedAsk ask, std::chrono::milliseconds at_most);

  void wake(const Uuid& device);

  struct Waiting {
    FeedAsk ask;
    bool unchecked = false;  // the feed may have moved between this device's answer and its wait
  };
  // All who wait now; from then on they count as checked.
  std::vector<Waiting> waiting();
  void close();  // ends all waits; new ones do not begin

  // How waits have ended since the start, and how many there are now.
  struct Counts {
    std::size_t waiting = 0;
    std::uint64_t woken = 0, expired = 0, refused = 0, closed = 0;
  };
  Counts counts() const;

 private:
  struct Waiter;
  class Registered;
  using WaiterPtr = std::shared_ptr<Waiter>;

  std::optional<End> enter(const WaiterPtr& waiter);  // nothing: it is in
  void leave(const WaiterPtr& waiter);
  End count(End end);
  static void wake_one(const WaiterPtr& waiter, End why);

  std::size_t m_max_waiters;
  mutable std::mutex m_mutex;
  std::map<Uuid, WaiterPtr> m_waiters;
  Counts m_counts;
  bool m_closed = false;
};

}  // namespace warmheart
