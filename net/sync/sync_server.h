// The centre's half of the exchange: admission, one push at a time per device, group commit in front of core/central's store,
// apply and settle behind it, and waiters that are woken when the feed moves (PROTOCOL.md).
// Threads: handle() runs on the devices listener's threads; the store step has a database thread of its own, and apply, settle
// and the wake-ups have another. Revocation is looked at on every request and once a second for those who wait.
// Owner: app/central's main. end_waits() first, then the listeners' stop(), then stop().
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "core/base/log.h"
#include "core/base/result.h"
#include "core/central/store.h"
#include "net/http/https_server.h"

namespace warmheart {

struct SyncServerOptions {
  std::uint32_t max_wait_ms = 60'000;
  std::size_t max_waiters = 8192;
  std::size_t max_rows_a_commit = 512;
  std::size_t max_queued = 512;                   // requests before the store step: beyond it 503 + Retry-After
  std::uint64_t records_a_day = 2'000;            // per device: beyond it the device waits for tomorrow, and an alarm is raised
  std::uint64_t bytes_a_day = 20 * 1024 * 1024;
};

class SyncServer {
 public:
  using OpenStore = std::function<Result<CentralStore>()>;

  SyncServer(OpenStore open, Log& log, SyncServerOptions options = {});
  ~SyncServer();
  SyncServer(const SyncServer&) = delete;
  SyncServer& operator=(const SyncServer&) = delete;

  Result<void> start();

  // With the head of a request, before its body is read: 503 while the store step is behind. Any thread.
  std::optional<http::Response> admit(const http::Request& head) const;

  // POST /v1/sync. The device comes from the verified certificate.
  boost::asio::awaitable<http::Reply> handle(http::Request request);

  // POST /v1/ask: a question that is answered and not kept (core/central/asking.h).
  boost::asio::awaitable<http::Reply> answer(http::Request request);

  // Called on a database thread after the review queue or a station's figures have changed: for the console's events.
  void on_queue_moved(std::function<void()> listener);

  void end_waits();  // answers all who wait; new ones do not wait
  void stop();       // and both database threads

 private:
  struct Impl;
  static boost::asio::awaitable<http::Reply> serve(std::shared_ptr<Impl> self, http::Request request);
  static boost::asio::awaitable<http::Reply> serve_ask(std::shared_ptr<Impl> self, http::Request request);

  std::shared_ptr<Impl> m_impl;
};

}  // namespace warmheart
