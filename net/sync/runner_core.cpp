#include "net/sync/runner_core.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <sys/statvfs.h>
#include <thread>

#include "core/base/secret.h"
#include "core/record/record.h"
#include "core/station/station_store.h"
#include "net/http/request_id.h"
#include "net/sync/blocking_call.h"
#include "net/sync/enrol.h"

namespace warmheart {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

constexpr auto kPushAnswer = 30s;
constexpr auto kQuestionAnswer = 8s;  // somebody stands before the screen
constexpr http::ClientLimits kQuestionLimits{
    .max_answer_bytes = 256 * 1024, .connect_timeout = 3s, .transfer_timeout = 5s};
constexpr auto kWaitGrace = 15s;  // beyond the time that the centre was allowed to hold the answer
constexpr auto kHourly = 1h;
constexpr std::int64_t kRenewalPauseMs = 600'000;
constexpr auto kRenewalTimeout = 8s;

std::size_t index_of(sync::Lane lane) { return lane == sync::Lane::push ? 0 : 1; }

SyncLight light_of(sync::Light light) {
  switch (light) {
    case sync::Light::offline: return SyncLight::offline;
    case sync::Light::waiting: return SyncLight::waiting;
    case sync::Light::current: return SyncLight::current;
    case sync::Light::needs_you: return SyncLight::needs_you;
  }
  return SyncLight::offline;
}

std::uint64_t disk_free_mib(const std::string& folder) {
  struct statvfs facts {};
  if (folder.empty() || ::statvfs(folder.c_str(), &facts) != 0) return 0;
  return static_cast<std::uint64_t>(facts.f_bavail) * facts.f_frsize / (1024 * 1024);
}

sync::Limits limits_of(const SyncRunnerOptions& options) {
  sync::Limits limits;
  limits.wait_ms = options.wait_ms;
  return limits;
}

}  // namespace

RunnerCore::RunnerCore(DeviceIdentity identity, StorePort& store, const Clock& clock, Random& random, Log& log,
                       SyncListener listener, SyncRunnerOptions options)
    : m_identity(std::move(identity)),
      m_store(store),
      m_clock(clock),
      m_log(log),
      m_listener(std::move(listener)),
      m_options(std::move(options)),
      m_engine(limits_of(m_options), random),
      m_timer(io),
      m_hourly(io) {}

// The question runs on the store's thread; its answer comes back to this one. A core that has gone meanwhile hears
// nothing.
template <class T>
void RunnerCore::ask_store(std::function<Result<T>(StationStore&)> question, void (RunnerCore::*then)(Result<T>)) {
  m_store.post([weak = weak_from_this(), question = std::move(question), then](StationStore& store) {
    auto result = std::make_shared<Result<T>>(question(store));
    const auto core = weak.lock();
    if (!core) return;
    RunnerCore* const self = core.get();
    asio::post(core->io, [self, result, then] { (self->*then)(std::move(*result)); });
  });
}

Result<void> RunnerCore::connect_to(DeviceIdentity identity) {
  const tls::ClientIdentity own{identity.certificate_pem, identity.key_pem};
  WARMHEART_TRY_ASSIGN(const tls::Context context, tls::device_client(identity.ca_der, own));
  const http::Endpoint centre{identity.centre_host, identity.devices_port};
  for (auto& client : m_clients) {
    if (client) client->close();
    client = std::make_shared<http::HttpsClient>(io.get_executor(), context, centre);
  }
  const auto signer = tls::signer_of(identity.certificate_pem, identity.ca_der);
  m_signer = signer ? std::optional<tls::AuthorityId>(*signer) : std::nullopt;
  m_identity = std::move(identity);
  return {};
}

void RunnerCore::start() {
  run_maintenance();
  ask_store<JournalView>([](StationStore& store) { return store.journal_view(); }, &RunnerCore::on_first_view);
}

void RunnerCore::on_first_view(Result<JournalView> view) {
  if (!view) {
    m_log.write(LogLevel::error, "the journal cannot be read what=" + view.error().what);
    m_timer.expires_after(5s);
    m_timer.async_wait([this](boost::system::error_code cancelled) {
      if (!cancelled) start();
    });
    return;
  }
  carry_out(m_engine.on_start(boottime(), *view));
}

void RunnerCore::saved() {
  ask_store<JournalView>([](StationStore& store) { return store.journal_view(); }, &RunnerCore::on_view);
}

void RunnerCore::on_view(Result<JournalView> view) {
  if (view)
    carry_out(m_engine.on_saved(boottime(), *view));
  else
    m_log.write(LogLevel::error, "the journal cannot be read what=" + view.error().what);
}

void RunnerCore::replace(DeviceIdentity identity) {
  const auto connected = connect_to(std::move(identity));
  if (!connected) {
    m_log.write(LogLevel::error, "the new identity cannot be used what=" + connected.error().what);
    return;
  }
  m_failure.reset();
  carry_out(m_engine.on_wake(boottime()));
}

void RunnerCore::shut_down() {
  m_stopping = true;
  m_timer.cancel();
  m_hourly.cancel();
  for (auto& client : m_clients) {
    if (client) client->close();
  }
  for (const auto& client : m_asking) client->close();
}

void RunnerCore::ask(wire::AskRequest question_in, QueryCallback then) {
  if (m_stopping) return;
  const tls::ClientIdentity own{m_identity.certificate_pem, m_identity.key_pem};
  const auto context = tls::device_client(m_identity.ca_der, own);
  if (!context) return then(fail(context.error()));
  auto client = std::make_shared<http::HttpsClient>(
      io.get_executor(), *context, http::Endpoint{m_identity.centre_host, m_identity.devices_port}, kQuestionLimits);
  client->set_verify_time(verify_time());
  m_asking.insert(client);
  question_in.set_protocol(kProtocol);
  http::Request request = protobuf_post("/v1/ask", question_in.SerializeAsString());
  request.headers.emplace_back(http::kRequestIdHeader, http::make_request_id());
  asio::co_spawn(io, question(this, std::move(request), std::move(client), std::move(then)), asio::detached);
}

void RunnerCore::carry_out(sync::Actions actions) {
  if (m_stopping) return;
  for (auto& action : actions) {
    std::visit([this](auto& it) { act(std::move(it)); }, action);
  }
}

void RunnerCore::act(sync::LoadBatch action) {
  ask_store<Batch>(
      [action](StationStore& store) {
        return store.load_batch(action.first_seq, action.max_records, action.max_bytes);
      },
      &RunnerCore::on_batch);
}

void RunnerCore::act(sync::StoreAnswer action) {
  ask_store<StoreOutcome>(
      [answer = std::move(action.answer)](StationStore& store) { return store.store_answer(answer); },
      &RunnerCore::on_stored);
}

void RunnerCore::act(sync::OpenEpoch action) {
  m_log.write(LogLevel::warning, "a new epoch is opened reason=" + action.reason);
  ask_store<JournalView>([reason = action.reason](StationStore& store) { return store.open_new_epoch(reason); },
                         &RunnerCore::on_epoch);
}

void RunnerCore::act(sync::SendRequest action) {
  wire::DeviceReport& report = *action.request.mutable_report();
  report.set_version(WARMHEART_VERSION);
  report.set_wall_ms(report.clock_unproven() ? 0 : m_clock.now().wall_ms);
  report.set_disk_free_mib(disk_free_mib(m_options.folder));
  if (m_signer) action.request.set_authority_id(string_of(*m_signer));
  action.request.set_roots_ordinal(m_identity.roots_ordinal);
  auto client = m_clients[index_of(action.lane)];
  client->set_verify_time(verify_time());
  http::Request request = protobuf_post("/v1/sync", action.request.SerializeAsString());
  Exchange about{action.lane, http::make_request_id(), action.request.first_seq(), action.request.records_size()};
  request.headers.emplace_back(http::kRequestIdHeader, about.id);
  asio::co_spawn(io, exchange(this, std::move(about), std::move(request), std::move(client)), asio::detached);
}

void RunnerCore::act(sync::WaitUntil action) {
  m_timer.expires_after(std::chrono::milliseconds(std::max<std::int64_t>(0, action.boottime_ms - boottime())));
  m_timer.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) carry_out(m_engine.on_timer(boottime()));
  });
}

void RunnerCore::act(sync::NotifyState action) {
  m_state = std::move(action);
  notify_status();
}

void RunnerCore::on_batch(Result<Batch> batch) {
  carry_out(batch ? m_engine.on_batch(boottime(), std::move(*batch))
                  : m_engine.on_store_failed(boottime(), batch.error()));
}

void RunnerCore::on_stored(Result<StoreOutcome> outcome) {
  if (outcome && m_listener.mirror_changed) m_listener.mirror_changed();
  carry_out(outcome ? m_engine.on_stored(boottime(), *outcome) : m_engine.on_store_failed(boottime(), outcome.error()));
}

void RunnerCore::on_epoch(Result<JournalView> view) {
  carry_out(view ? m_engine.on_epoch_opened(boottime(), *view) : m_engine.on_store_failed(boottime(), view.error()));
}

static Result<wire::AskAnswer> read_answer(tl::expected<http::Response, http::Failure>& outcome) {
  if (!outcome) return fail(outcome.error().error);
  wire::AskAnswer answer;
  const bool good = outcome->status == 200 && answer.ParseFromString(outcome->body);
  wipe(outcome->body);
  if (good) return answer;
  if (outcome->status == 403) return fail(ErrorCode::forbidden, "this device may not ask");
  return fail(ErrorCode::unavailable, "status " + std::to_string(outcome->status));
}

asio::awaitable<void> RunnerCore::question(RunnerCore* self, http::Request request,
                                           std::shared_ptr<http::HttpsClient> client, QueryCallback then) {
  auto outcome = co_await client->send(std::move(request), kQuestionAnswer);
  self->m_asking.erase(client);
  client->close();
  if (self->m_stopping) co_return;
  Result<wire::AskAnswer> answer = read_answer(outcome);
  then(std::move(answer));
}

asio::awaitable<void> RunnerCore::exchange(RunnerCore* self, Exchange about, http::Request request,
                                           std::shared_ptr<http::HttpsClient> client) {
  std::chrono::milliseconds within = kPushAnswer;
  if (about.lane == sync::Lane::wait) within = std::chrono::milliseconds(self->m_options.wait_ms) + kWaitGrace;
  auto outcome = co_await client->send(std::move(request), within);
  self->on_outcome(about, std::move(outcome));
}

void RunnerCore::on_outcome(const Exchange& about, tl::expected<http::Response, http::Failure> outcome) {
  if (m_stopping) return;
  if (!outcome)
    return failed(about, link_failure_of(outcome.error().error, outcome.error().handshake), 0,
                  outcome.error().error.what);
  if (outcome->status != 200) {
    wire::Problem problem;
    const std::string code = problem.ParseFromString(outcome->body) ? problem.code() : std::string();
    const std::string what = "status " + std::to_string(outcome->status) + " " + code;
    return failed(about, link_failure_of_status(outcome->status, code), retry_after_ms(*outcome), what);
  }
  wire::SyncAnswer answer;
  if (!answer.ParseFromString(outcome->body) || answer.protocol() != kProtocol) {
    return failed(about, LinkFailure::bad_answer, 0, "the answer is no SyncAnswer");
  }
  m_failure.reset();
  m_last_contact_ms = answer.server_time_ms();
  if (about.records > 0)
    m_log.write(LogLevel::info, "records were sent first=" + std::to_string(about.first_seq) +
                                    " records=" + std::to_string(about.records) +
                                    " acked=" + std::to_string(answer.acked_seq()) + " request=" + about.id);
  follow_authority(answer);
  carry_out(m_engine.on_answer(boottime(), about.lane, answer));
  notify_status();
}

void RunnerCore::failed(const Exchange& about, LinkFailure failure, std::int64_t retry_after, const std::string& what) {
  if (m_failure != failure)
    m_log.write(LogLevel::warning, std::string("the centre cannot be reached reason=") + name_of(failure) +
                                       " what=" + what + " request=" + about.id);
  m_failure = failure;
  // A centre that refuses a certificate for another reason than its end may still renew it: the key is what it knows.
  if (failure == LinkFailure::certificate_expired || failure == LinkFailure::certificate_refused) renew_certificate();
  carry_out(m_engine.on_failure(boottime(), about.lane, failure_for_engine(failure, retry_after)));
}

void RunnerCore::notify_status() {
  SyncStatus status;
  status.light = light_of(m_state.light);
  status.waiting = m_state.waiting;
  status.sentence_key = m_state.sentence_key;
  status.last_contact_ms = m_last_contact_ms;
  if (m_has_notified && status == m_notified) return;
  m_has_notified = true;
  m_notified = status;
  if (m_listener.status_changed) m_listener.status_changed(status);
}

void RunnerCore::run_maintenance() {
  ask_store<std::int64_t>([](StationStore& store) { return store.trusted_now_ms(); }, &RunnerCore::on_best_time);
  m_hourly.expires_after(kHourly);
  m_hourly.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) run_maintenance();
  });
}

void RunnerCore::on_best_time(Result<std::int64_t> now_ms) {
  if (!now_ms) return m_log.write(LogLevel::error, "the proven time cannot be read what=" + now_ms.error().what);
  m_proven_ms = *now_ms;
  m_proven_at = boottime();
  if (renewal_is_due(m_identity, m_proven_ms)) renew_certificate();
}

// Another authority signs now, or other roots are to be trusted: a renewal brings both, each proved by what we trust.
// This hint proves nothing, and does no more than that.
void RunnerCore::follow_authority(const wire::SyncAnswer& answer) {
  const bool of_another = m_signer && answer.authority_id().size() == m_signer->size() &&
                          !same_bytes(view_of(answer.authority_id()), *m_signer);
  if (of_another || answer.roots_ordinal() > m_identity.roots_ordinal) renew_certificate();
}

// Blocking and rare: on a thread of its own, which holds nothing of ours but a weak pointer.
void RunnerCore::renew_certificate() {
  if (m_options.folder.empty() || m_renewing || boottime() < m_renewal_not_before) return;
  m_renewing = true;
  m_renewal_not_before = boottime() + kRenewalPauseMs;
  std::thread([weak = weak_from_this(), identity = m_identity, folder = m_options.folder] {
    auto renewed = std::make_shared<Result<DeviceIdentity>>(renew(identity, folder, kRenewalTimeout));
    const auto core = weak.lock();
    if (!core) return;
    RunnerCore* const self = core.get();
    asio::post(core->io, [self, renewed] {
      self->m_renewing = false;
      if (*renewed)
        self->replace(std::move(**renewed));
      else
        self->m_log.write(LogLevel::warning, "the certificate could not be renewed what=" + renewed->error().what);
    });
  }).detach();
}

}  // namespace warmheart
