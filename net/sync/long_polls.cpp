#include "net/sync/long_polls.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace warmheart {

namespace asio = boost::asio;

struct LongPolls::Waiter {
  Waiter(asio::any_io_executor executor_in, FeedAsk ask_in)
      : executor(std::move(executor_in)), ask(std::move(ask_in)) {}
  asio::any_io_executor executor;
  FeedAsk ask;
  bool unchecked = true;  // under the registry's mutex
  // On the executor's thread only.
  asio::steady_timer* alarm = nullptr;
  End end = End::expired;
};

// In the registry for as long as this lives: also when the connection's coroutine is thrown away in the middle of its
// wait.
class LongPolls::Registered {
 public:
  Registered(LongPolls& polls, WaiterPtr waiter)
      : m_polls(polls), m_waiter(std::move(waiter)), m_not_in(polls.enter(m_waiter)) {}
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;
  ~Registered() {
    m_waiter->alarm = nullptr;
    if (!m_not_in) m_polls.leave(m_waiter);
  }
  std::optional<End> not_in() const { return m_not_in; }

 private:
  LongPolls& m_polls;
  WaiterPtr m_waiter;
  std::optional<End> m_not_in;
};

asio::awaitable<LongPolls::End> LongPolls::wait(LongPolls* self, FeedAsk ask, std::chrono::milliseconds at_most) {
  constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
  const auto executor = co_await asio::this_coro::executor;
  const auto waiter = std::make_shared<Waiter>(executor, std::move(ask));
  asio::steady_timer alarm(executor, at_most);
  waiter->alarm = &alarm;
  {
    const Registered registered(*self, waiter);
    if (const auto why = registered.not_in()) co_return self->count(*why);
    co_await alarm.async_wait(as_tuple);
  }
  co_return self->count(waiter->end);
}

std::optional<LongPolls::End> LongPolls::enter(const WaiterPtr& waiter) {
  const std::lock_guard lock(m_mutex);
  if (m_closed) return End::closed;
  if (m_waiters.size() >= m_max_waiters && m_waiters.count(waiter->ask.device) == 0) return End::refused;
  WaiterPtr& held = m_waiters[waiter->ask.device];
  if (held) wake_one(held, End::woken);
  held = waiter;
  return std::nullopt;
}

void LongPolls::leave(const WaiterPtr& waiter) {
  const std::lock_guard lock(m_mutex);
  const auto it = m_waiters.find(waiter->ask.device);
  if (it != m_waiters.end() && it->second == waiter) m_waiters.erase(it);
}

LongPolls::End LongPolls::count(End end) {
  const std::lock_guard lock(m_mutex);
  switch (end) {
    case End::woken: ++m_counts.woken; break;
    case End::expired: ++m_counts.expired; break;
    case End::refused: ++m_counts.refused; break;
    case End::closed: ++m_counts.closed; break;
  }
  return end;
}

void LongPolls::wake(const Uuid& device) {
  const std::lock_guard lock(m_mutex);
  const auto it = m_waiters.find(device);
  if (it != m_waiters.end()) wake_one(it->second, End::woken);
}

std::vector<LongPolls::Waiting> LongPolls::waiting() {
  const std::lock_guard lock(m_mutex);
  std::vector<Waiting> out;
  out.reserve(m_waiters.size());
  for (const auto& [device, waiter] : m_waiters) {
    out.push_back({waiter->ask, waiter->unchecked});
    waiter->unchecked = false;
  }
  return out;
}

void LongPolls::close() {
  const std::lock_guard lock(m_mutex);
  m_closed = true;
  for (const auto& [device, waiter] : m_waiters) wake_one(waiter, End::closed);
}

LongPolls::Counts LongPolls::counts() const {
  const std::lock_guard lock(m_mutex);
  Counts now = m_counts;
  now.waiting = m_waiters.size();
  return now;
}

void LongPolls::wake_one(const WaiterPtr& waiter, End why) {
  asio::post(waiter->executor, [waiter, why] {
    if (waiter->alarm == nullptr) return;  // over already
    waiter->end = why;
    waiter->alarm->expires_at(asio::steady_timer::time_point::min());
  });
}

}  // namespace warmheart
