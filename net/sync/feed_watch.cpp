#include "net/sync/feed_watch.h"

#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"

namespace warmheart {

Result<void> FeedWatch::start(const OpenStore& open, std::chrono::milliseconds every) {
  return m_loop.start(open, every, [this](CentralStore& store) {
    look(store);
    return DatabaseLoop::Next::rest;
  });
}

void FeedWatch::look(CentralStore& store) {
  const auto clock = feed_clock(store);
  if (!clock) return m_log.write("the feed cannot be read", clock.error());
  m_log.solved();
  const bool moved = *clock != m_last_clock;
  m_last_clock = *clock;
  for (const LongPolls::Waiting& one : m_polls.waiting()) {
    if (!admit_device(store, one.ask.device)) {
      m_polls.wake(one.ask.device);
    } else if (moved || one.unchecked) {
      const auto news = feed_moved(store, one.ask);
      if (news && *news) m_polls.wake(one.ask.device);
    }
  }
}

}  // namespace warmheart
