// What the sync runner's thread works on. Everything here belongs to the net thread, except ask_store's way there and
// back. Internal to net/sync.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <set>

#include "core/sync/engine.h"
#include "net/http/https_client.h"
#include "net/sync/link_failure.h"
#include "net/sync/sync_runner.h"
#include "net/tls/authority.h"

namespace warmheart {

class RunnerCore : public std::enable_shared_from_this<RunnerCore> {
 public:
  RunnerCore(DeviceIdentity identity, StorePort& store, const Clock& clock, Random& random, Log& log,
             SyncListener listener, SyncRunnerOptions options);

  boost::asio::io_context io{1};

  Result<void> connect_to(DeviceIdentity identity);  // builds TLS and both connections; nothing is sent yet
  void start();
  void saved();  // the journal has grown
  void replace(DeviceIdentity identity);
  void ask(wire::AskRequest question, QueryCallback then);
  void shut_down();  // ends what is under way, so that the loop runs dry

  // What the log says of a request of the engine.
  struct Exchange {
    sync::Lane lane;
    std::string id;  // net/http/request_id.h
    std::uint64_t first_seq = 0;
    int records = 0;
  };

  // One request of the engine, on its lane's connection. The core outlives it: it lives in `io`.
  static boost::asio::awaitable<void> exchange(RunnerCore* self, Exchange about, http::Request request,
                                               std::shared_ptr<http::HttpsClient> client);
  static boost::asio::awaitable<void> question(RunnerCore* self, http::Request request,
                                               std::shared_ptr<http::HttpsClient> client, QueryCallback then);

 private:
  template <class T>
  void ask_store(std::function<Result<T>(StationStore&)> question, void (RunnerCore::*then)(Result<T>));

  std::int64_t boottime() const { return m_clock.now().boottime_ms; }
  void carry_out(sync::Actions actions);
  void act(sync::LoadBatch action);
  void act(sync::SendRequest action);
  void act(sync::StoreAnswer action);
  void act(sync::OpenEpoch action);
  void act(sync::WaitUntil action);
  void act(sync::NotifyState action);

  void on_first_view(Result<JournalView> view);
  void on_view(Result<JournalView> view);
  void on_batch(Result<Batch> batch);
  void on_stored(Result<StoreOutcome> outcome);
  void on_epoch(Result<JournalView> view);
  void on_best_time(Result<std::int64_t> now_ms);
  std::int64_t verify_time() const { return m_proven_ms == 0 ? 0 : m_proven_ms + boottime() - m_proven_at; }
  void on_outcome(const Exchange& about, tl::expected<http::Response, http::Failure> outcome);
  void failed(const Exchange& about, LinkFailure failure, std::int64_t retry_after_ms, const std::string& what);

  void notify_status();
  void run_maintenance();  // once an hour: the proven time, the certificate's half-life
  void renew_certificate();
  void follow_authority(const wire::SyncAnswer& answer);

  DeviceIdentity m_identity;
  StorePort& m_store;
  const Clock& m_clock;
  Log& m_log;
  SyncListener m_listener;
  SyncRunnerOptions m_options;
  sync::Engine m_engine;
  std::optional<tls::AuthorityId> m_signer;                     // of our certificate; none: it cannot be told
  std::array<std::shared_ptr<http::HttpsClient>, 2> m_clients;  // by lane
  std::set<std::shared_ptr<http::HttpsClient>> m_asking;        // one for each question under way
  boost::asio::steady_timer m_timer;
  boost::asio::steady_timer m_hourly;
  sync::NotifyState m_state;
  SyncStatus m_notified;
  bool m_has_notified = false;
  bool m_stopping = false;
  bool m_renewing = false;
  std::int64_t m_last_contact_ms = 0;
  std::int64_t m_renewal_not_before = 0;  // boot time
  std::int64_t m_proven_ms = 0;           // the proven time at m_proven_at (boot time); 0: not asked yet
  std::int64_t m_proven_at = 0;
  std::optional<LinkFailure> m_failure;  // of the last exchange
};

}  // namespace warmheart
