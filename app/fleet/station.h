// One station of the fleet: what a kiosk says to the centre, without a screen and a disk. The engine of core/sync
// decides what is sent when; journal and feed are in memory; requests are coroutines over connections of its own, one
// to push and one to wait. All of it belongs to the thread of its io_context.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "app/fleet/feed.h"
#include "app/fleet/journal.h"
#include "app/fleet/measures.h"
#include "app/fleet/records.h"
#include "app/fleet/run_state.h"
#include "core/station/trusted_time.h"
#include "core/sync/engine.h"
#include "net/sync/link_failure.h"
#include "net/tls/authority.h"

namespace warmheart::fleet {

class Station {
 public:
  // Errors: corrupt, an identity that TLS or the sealing refuses. `number`: of the station in the fleet.
  static Result<std::unique_ptr<Station>> make(boost::asio::io_context& io, RunState& run, Measures& measures,
                                               DeviceIdentity identity, std::size_t number);
  ~Station();
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  // Connects after `delay`; writes as its scenario says.
  void start(std::chrono::microseconds delay);
  // Nothing new is written, and the network is there: what waits goes out.
  void stop_writing();
  // Tries at once what still waits, whatever the back-off says.
  void try_again();
  void shut_down();

  std::size_t number() const { return m_number; }
  // The identity with a certificate that was renewed in this run; none: it was not.
  std::optional<DeviceIdentity> renewed() const;

 private:
  Station(boost::asio::io_context& io, RunState& run, Measures& measures, DeviceIdentity identity, std::size_t number,
          const SealingPublicKey& sealing_key);

  static boost::asio::awaitable<void> live(Station* self, std::chrono::microseconds delay);
  static boost::asio::awaitable<void> exchange(Station* self, sync::Lane lane, http::Request request,
                                               std::shared_ptr<http::HttpsClient> client, std::size_t records);

  Result<void> connect_to(DeviceIdentity identity);
  std::shared_ptr<http::HttpsClient> new_client(std::size_t centre) const;
  void replace_client(sync::Lane lane, std::size_t centre);

  void carry_out(sync::Actions actions);
  sync::Actions act(sync::LoadBatch action);
  sync::Actions act(sync::SendRequest action);
  sync::Actions act(sync::StoreAnswer action);
  sync::Actions act(sync::OpenEpoch action);
  sync::Actions act(sync::WaitUntil action);
  sync::Actions act(const sync::NotifyState& action);

  void on_outcome(sync::Lane lane, tl::expected<http::Response, http::Failure> outcome, std::int64_t sent_us,
                  std::size_t records);
  void failed(sync::Lane lane, LinkFailure failure, std::int64_t retry_after_ms, bool was_heard);
  void take_acknowledged(const Journal::Heard& heard);
  void take_news(std::uint64_t epoch);
  void count_parked(const std::vector<wire::ParkedRecord>& parked);
  void follow_authority(const wire::SyncAnswer& answer);
  void renew();
  void on_renewed(Result<DeviceIdentity> renewed);

  void perform(const PlannedAct& planned);
  void lose_network();
  void regain_network();
  // Appends; the engine is not told. False: an error of our own, and the run ends.
  bool append(const NewRecord& record);
  void append_visits(std::size_t count);
  void save(const NewRecord& record);
  void saved();

  Moment moment() const;
  JournalView view() const;
  std::int64_t boottime_ms() const { return m_run.clock.now().boottime_ms; }

  boost::asio::io_context& m_io;
  RunState& m_run;
  Measures& m_measures;
  std::size_t m_number;
  DeviceIdentity m_identity;
  std::optional<tls::AuthorityId> m_signer;
  tls::Context m_context;
  std::array<std::shared_ptr<http::HttpsClient>, 2> m_clients;
  std::array<std::size_t, 2> m_centre_of{};
  Journal m_journal;
  Feed m_feed;
  RecordMaker m_records;
  sync::Engine m_engine;
  station::TrustedTime m_time;
  boost::asio::steady_timer m_timer;  // the engine's
  boost::asio::steady_timer m_pace;   // of the day
  std::vector<PlannedAct> m_day;
  std::map<std::uint32_t, Uuid> m_subjects;  // of the plan: the visit or request that it made
  std::set<std::uint64_t> m_parked;          // of this epoch
  bool m_started = false;
  bool m_heard = false;
  bool m_stopping = false;
  bool m_away = false;  // its network
  std::int64_t m_back_us = 0;
  bool m_renewing = false;
  bool m_was_renewed = false;
  std::int64_t m_renewal_not_before = 0;
};

}  // namespace warmheart::fleet
