// The centre's half of the exchange (PROTOCOL.md), put together from parts with one job each: admission, group commit,
// the applier behind it, maintenance, and long polls that the feed watch wakes. Threads: admit(), handle() and answer()
// run on the devices listener's threads. Admission, storing, applying, maintenance, the feed watch and feed pages each
// have a thread and a connection of their own; questions of riders run on the pools' `riders`. Owner: app/central's
// main. end_waits() first, then the listeners' stop(), then stop(); the pools stop after it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/log.h"
#include "core/base/result.h"
#include "net/http/https_server.h"
#include "net/sync/database_pools.h"
#include "net/sync/group_commit.h"
#include "net/sync/long_polls.h"
#include "net/tls/authority.h"

namespace warmheart {

struct SyncServerOptions {
  std::uint32_t max_wait_ms = 60'000;
  std::size_t max_waiters = 8192;
  std::size_t max_rows_a_commit = 512;
  std::size_t max_queued = 512;  // requests before the group commit: beyond it 503 + Retry-After
  // Per device: beyond one of these it waits for tomorrow, and an alarm is raised.
  std::uint64_t requests_a_day = 20'000;  // to wait and to push all day long takes a fifth
  std::uint64_t epochs_a_day = 48;        // a device has one, and another when its journal was lost
  std::uint64_t records_a_day = 2'000;
  std::uint64_t bytes_a_day = 20 * 1024 * 1024;
};

class SyncServer {
 public:
  static constexpr std::size_t kDatabaseConnections = 7;  // of its own threads, when it has started

  SyncServer(OpenStore open, DatabasePools& pools, Log& log, SyncServerOptions options = {});
  ~SyncServer();
  SyncServer(const SyncServer&) = delete;
  SyncServer& operator=(const SyncServer&) = delete;

  // Before start(). Called on the applier's or the maintenance thread after the review queue or a station's figures
  // have changed: for the console's events.
  void on_queue_moved(std::function<void()> listener);

  // Before start(). Asked once a second on the maintenance thread: whether what goes by the clock may be done.
  void only_while(std::function<bool(CentralStore&)> clock_is_sound);

  // Before start(). Answers say which authority signs devices' certificates now, so that devices renew theirs.
  void announces(tls::Authority authority);

  Result<void> start();

  // With the head of a request, before its body is read: 503 while the group commit is behind or when the device's
  // requests of the day are spent; 403 for a device that is revoked or held, 404 for one that is not enrolled here.
  boost::asio::awaitable<std::optional<http::Response>> admit(http::Request head);

  // POST /v1/sync. The device comes from the verified certificate.
  boost::asio::awaitable<http::Reply> handle(http::Request request);

  // POST /v1/ask: a question that is answered and not kept (core/central/members/device_query.h).
  boost::asio::awaitable<http::Reply> answer(http::Request request);

  GroupCommit::Counts commit_counts() const;
  LongPolls::Counts poll_counts() const;

  struct Figures {
    GroupCommit::Figures store;
    LongPolls::Counts polls;
    std::uint64_t applied = 0, parked = 0,
                  waiting = 0;  // records that this process has come to, by what became of them
    std::vector<DatabasePool::Figures> pools;
  };
  Figures figures() const;

  void end_waits();  // answers all who wait; new ones do not wait
  void stop();       // and its own threads: what runs is finished

 private:
  struct Impl;
  static boost::asio::awaitable<std::optional<http::Response>> admit_head(std::shared_ptr<Impl> self,
                                                                          http::Request head);
  static boost::asio::awaitable<http::Reply> serve(std::shared_ptr<Impl> self, http::Request request);
  static boost::asio::awaitable<http::Reply> serve_ask(std::shared_ptr<Impl> self, http::Request request);

  std::shared_ptr<Impl> m_impl;
};

}  // namespace warmheart
