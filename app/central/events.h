// Server-sent events for the console: "the queue has moved". Each stream belongs to one login; a login has four at
// most. None outlives its login: signing out ends it at once, and whatever else ends a login (its time, another
// sign-in, an operator in another process) within five seconds. To be looked at so does not keep a login alive. Any
// thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/central/access/logins.h"
#include "net/sync/database_pool.h"

namespace warmheart {

class Events {
 public:
  explicit Events(DatabasePool& readers) : m_readers(readers) {}

  struct Stream;
  using StreamPtr = std::shared_ptr<Stream>;

  // limit: this login has its four streams; a page whose tab is hidden gives its own back. busy: all have too many.
  Result<StreamPtr> open(const boost::asio::any_io_executor& executor, Reviewer reviewer, std::string token);
  // The next text to write, or nothing at the end. The first comes at once.
  static boost::asio::awaitable<std::optional<std::string>> next(Events* self, StreamPtr stream);

  static void end(const StreamPtr& stream);
  void queue_moved();                        // wakes all
  void end_login(const std::string& token);  // signed out
  void stop();

 private:
  static constexpr std::size_t kMaxStreams = 500;
  static constexpr std::size_t kMaxOfLogin = 4;
  static void wake(const StreamPtr& stream, bool ends);

  DatabasePool& m_readers;
  std::mutex m_mutex;
  std::vector<std::weak_ptr<Stream>> m_streams;  // a stream belongs to its connection
  bool m_stopped = false;
};

}  // namespace warmheart
