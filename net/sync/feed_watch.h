// Looks at the feed's clock and at the rights of all devices that wait, and wakes those who have news or no right any
// more: within two seconds, also when another process made the change. A thread and a connection of its own, so that no
// work of the centre holds a wake-up back. Internal to net/sync.
#pragma once

#include "net/sync/database_loop.h"
#include "net/sync/long_polls.h"

namespace warmheart {

class FeedWatch {
 public:
  FeedWatch(LongPolls& polls, Log& log) : m_polls(polls), m_log(log), m_loop("feed-watch", log) {}

  Result<void> start(const OpenStore& open, std::chrono::milliseconds every);
  void wake() { m_loop.wake(); }  // this process has changed the feed: look now
  void stop() { m_loop.stop(); }

 private:
  void look(CentralStore& store);

  LongPolls& m_polls;
  LogOnce m_log;
  std::uint64_t m_last_clock = 0;  // on the loop's thread only
  DatabaseLoop m_loop;
};

}  // namespace warmheart
