// A result that another thread delivers to the one coroutine that waits for it. Internal to net/sync.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>

#include "core/base/result.h"

namespace warmheart {

// What is shared holds no timer: the thread that delivers may let go of it last, when the executor's context is gone
// already.
template <class T>
class Awaited {
 public:
  // `executor` is one thread, that of the coroutine.
  explicit Awaited(boost::asio::any_io_executor executor) : m_executor(std::move(executor)) {}

  // Any thread, once.
  static void deliver(std::shared_ptr<Awaited> to, Result<T> result) {
    const auto carried = std::make_shared<Result<T>>(std::move(result));
    const boost::asio::any_io_executor executor = to->m_executor;
    boost::asio::post(executor, [to = std::move(to), carried] {
      to->m_result = std::move(*carried);
      if (to->m_alarm != nullptr) to->m_alarm->cancel();
    });
  }

  static boost::asio::awaitable<Result<T>> wait(std::shared_ptr<Awaited> self) {
    constexpr auto as_tuple = boost::asio::as_tuple(boost::asio::use_awaitable);
    boost::asio::steady_timer alarm(self->m_executor, boost::asio::steady_timer::time_point::max());
    self->m_alarm = &alarm;
    while (!self->m_result) co_await alarm.async_wait(as_tuple);
    self->m_alarm = nullptr;
    co_return std::move(*self->m_result);
  }

 private:
  boost::asio::any_io_executor m_executor;
  // On the executor's thread only.
  boost::asio::steady_timer* m_alarm = nullptr;
  std::optional<Result<T>> m_result;
};

}  // namespace warmheart
