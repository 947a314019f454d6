#include "app/fleet/station.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <iterator>

#include "core/record/feed_signature.h"
#include "core/record/record.h"
#include "net/sync/blocking_call.h"
#include "net/sync/enrol.h"

namespace warmheart::fleet {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr auto kPushAnswer = 30s;
constexpr auto kWaitGrace = 15s;  // beyond the time that the centre was allowed to hold the answer
constexpr std::uint32_t kWaitMs = 55'000;
constexpr std::int64_t kNeverPollMs = kWholeDayMs;
constexpr std::int64_t kRenewalPauseMs = 600'000;
constexpr auto kRenewalTimeout = 8s;

std::size_t index_of(sync::Lane lane) { return lane == sync::Lane::push ? 0 : 1; }

// Who writes without a pause does not wait for the feed as well: each push would end the wait.
sync::Limits limits_for(Scenario scenario) {
  sync::Limits limits;
  limits.wait_ms = scenario == Scenario::steady ? 0 : kWaitMs;
  if (scenario == Scenario::steady) limits.poll_ms = kNeverPollMs;
  return limits;
}

Result<SealingPublicKey> sealing_key_of(const DeviceIdentity& identity) {
  wire::SealingKey key;
  SealingPublicKey out;
  const bool holds = parse(identity.sealing_key, key) && sealing_key_is_signed(key, identity.root_public_key) &&
                     key.key_id().size() == out.id.size() && key.public_key().size() == out.key.size();
  if (!holds) return fail(ErrorCode::corrupt, "the sealing key of " + identity.device.text() + " cannot be used");
  std::ranges::copy(view_of(key.key_id()), out.id.begin());
  std::ranges::copy(view_of(key.public_key()), out.key.begin());
  return out;
}

}  // namespace

Result<std::unique_ptr<Station>> Station::make(asio::io_context& io, RunState& run, Measures& measures,
                                               DeviceIdentity identity, std::size_t number) {
  if (!run.options.ca_der.empty()) identity.ca_der = run.options.ca_der;
  WARMHEART_TRY_ASSIGN(const SealingPublicKey sealing_key, sealing_key_of(identity));
  std::unique_ptr<Station> made(new Station(io, run, measures, identity, number, sealing_key));
  WARMHEART_TRY(made->connect_to(std::move(identity)));
  switch (run.options.scenario) {
    case Scenario::day: made->m_day = plan_day(run.options.day, number); break;
    case Scenario::storm: made->append_visits(run.options.storm_records); break;
    case Scenario::steady: made->append_visits(run.options.records_a_request); break;
    case Scenario::idle: break;
  }
  return made;
}

Station::Station(asio::io_context& io, RunState& run, Measures& measures, DeviceIdentity identity, std::size_t number,
                 const SealingPublicKey& sealing_key)
    : m_io(io),
      m_run(run),
      m_measures(measures),
      m_number(number),
      m_identity(std::move(identity)),
      m_centre_of{number, number},
      m_journal(m_identity.device, sealing_key, run.random),
      m_feed(m_identity),
      m_records(m_identity, run.options.day.seed, number, run.clock, run.random),
      m_engine(limits_for(run.options.scenario), run.random),
      m_timer(io),
      m_pace(io) {
  m_time.good_ms = m_time.wall_ms = m_identity.first_known_ms;  // heard in another boot, as a kiosk's before its start
}

Station::~Station() = default;

std::optional<DeviceIdentity> Station::renewed() const {
  return m_was_renewed ? std::optional<DeviceIdentity>(m_identity) : std::nullopt;
}

// ---------------------------------------------------------------- connections

Result<void> Station::connect_to(DeviceIdentity identity) {
  const tls::ClientIdentity own{identity.certificate_pem, identity.key_pem};
  WARMHEART_TRY_ASSIGN(m_context, tls::device_client(identity.ca_der, own));
  const auto signer = tls::signer_of(identity.certificate_pem, identity.ca_der);
  m_signer = signer ? std::optional<tls::AuthorityId>(*signer) : std::nullopt;
  m_identity = std::move(identity);
  for (const sync::Lane lane : {sync::Lane::push, sync::Lane::wait}) replace_client(lane, m_centre_of[index_of(lane)]);
  return {};
}

std::shared_ptr<http::HttpsClient> Station::new_client(std::size_t centre) const {
  const RunOptions& options = m_run.options;
  http::Endpoint to{m_identity.centre_host, m_identity.devices_port};
  if (!options.centres.empty()) to = options.centres[centre % options.centres.size()];
  if (options.own_addresses) to.own_address = loopback_address(m_number);
  return std::make_shared<http::HttpsClient>(m_io.get_executor(), m_context, to);
}

void Station::replace_client(sync::Lane lane, std::size_t centre) {
  auto& client = m_clients[index_of(lane)];
  if (client) m_measures.connections += client->connections_opened();
  if (client) client->close();
  m_centre_of[index_of(lane)] = centre;
  client = new_client(centre);
}

void Station::start(std::chrono::microseconds delay) { asio::co_spawn(m_io, live(this, delay), asio::detached); }

// The first contact, then the day's acts, each at its time.
asio::awaitable<void> Station::live(Station* self, std::chrono::microseconds delay) {
  self->m_pace.expires_after(delay);
  const auto [stopped] = co_await self->m_pace.async_wait(kAsTuple);
  if (stopped || self->m_stopping) co_return;
  self->m_started = true;
  self->m_back_us = steady_us();
  self->m_run.silence.begin_to_wait(self->m_back_us, self->m_journal.waiting());
  if (renewal_is_due(self->m_identity, self->moment().occurred_at_ms)) self->renew();
  self->carry_out(self->m_engine.on_start(self->boottime_ms(), self->view()));
  const RunOptions& options = self->m_run.options;
  const auto begun = std::chrono::steady_clock::now() - delay;
  for (const PlannedAct& planned : self->m_day) {
    if (planned.at_ms < options.from_ms) continue;
    const double after_us = static_cast<double>(planned.at_ms - options.from_ms) * 1000 / options.speed;
    self->m_pace.expires_at(begun + std::chrono::microseconds(static_cast<std::int64_t>(after_us)));
    const auto [cancelled] = co_await self->m_pace.async_wait(kAsTuple);
    if (cancelled || self->m_stopping || !self->m_run.writing) co_return;
    self->perform(planned);
  }
}

void Station::stop_writing() {
  m_pace.cancel();
  if (m_away) return regain_network();
  if (m_started) try_again();
}

void Station::try_again() {
  if (m_started && !m_stopping && m_journal.waiting() > 0) carry_out(m_engine.on_wake(boottime_ms()));
}

void Station::shut_down() {
  m_stopping = true;
  m_timer.cancel();
  m_pace.cancel();
  for (auto& client : m_clients) {
    m_measures.connections += client->connections_opened();
    client->close();
  }
}

// ---------------------------------------------------------------- what the engine wants

void Station::carry_out(sync::Actions actions) {
  std::deque<sync::Action> todo(std::make_move_iterator(actions.begin()), std::make_move_iterator(actions.end()));
  while (!todo.empty() && !m_stopping) {
    sync::Action next = std::move(todo.front());
    todo.pop_front();
    sync::Actions more = std::visit([this](auto& it) { return act(std::move(it)); }, next);
    todo.insert(todo.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
}

sync::Actions Station::act(sync::LoadBatch action) {
  Batch batch = m_journal.batch(action.first_seq, action.max_records, action.max_bytes);
  batch.view = view();
  return m_engine.on_batch(boottime_ms(), std::move(batch));
}

sync::Actions Station::act(sync::SendRequest action) {
  if (m_away) return m_engine.on_failure(boottime_ms(), action.lane, failure_for_engine(LinkFailure::unreachable, 0));
  if (m_signer) action.request.set_authority_id(string_of(*m_signer));
  action.request.set_roots_ordinal(m_identity.roots_ordinal);
  const auto records = static_cast<std::size_t>(action.request.records_size());
  http::Request request = protobuf_post("/v1/sync", action.request.SerializeAsString());
  asio::co_spawn(m_io, exchange(this, action.lane, std::move(request), m_clients[index_of(action.lane)], records),
                 asio::detached);
  return {};
}

sync::Actions Station::act(sync::StoreAnswer action) {
  const AnswerToStore& answer = action.answer;
  StoreOutcome outcome;
  const Journal::Heard heard = m_journal.acknowledge(answer);
  outcome.ack = heard.outcome;
  take_acknowledged(heard);
  if (answer.gap) ++m_measures.gaps;
  if (answer.server_time_ms > m_time.good_ms) {
    const ClockReading now = m_run.clock.now();
    m_time = {answer.server_time_ms, now.wall_ms, now.boot_id, now.boottime_ms};
  }
  if (outcome.ack != AckOutcome::stale) {
    outcome.feed = m_feed.take(answer);
    count_parked(answer.parked);
    if (outcome.feed == FeedOutcome::flipped) take_news(answer.epoch);
  }
  const bool steady = m_run.options.scenario == Scenario::steady;
  if (steady && m_run.writing && outcome.ack == AckOutcome::taken && m_journal.waiting() == 0)
    append_visits(m_run.options.records_a_request);
  outcome.view = view();
  return m_engine.on_stored(boottime_ms(), outcome);
}

sync::Actions Station::act(sync::OpenEpoch action) {
  const auto opened = m_journal.open_epoch(action.reason, moment(), Uuid::make(m_run.clock, m_run.random));
  if (!opened) {
    m_run.give_up(opened.error());
    return m_engine.on_store_failed(boottime_ms(), opened.error());
  }
  ++m_measures.epochs;
  ++m_run.written;
  m_run.silence.begin_to_wait(steady_us(), 1);
  m_records.forget_leases();
  m_parked.clear();
  return m_engine.on_epoch_opened(boottime_ms(), view());
}

sync::Actions Station::act(sync::WaitUntil action) {
  m_timer.expires_after(std::chrono::milliseconds(std::max<std::int64_t>(0, action.boottime_ms - boottime_ms())));
  m_timer.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled && !m_stopping) carry_out(m_engine.on_timer(boottime_ms()));
  });
  return {};
}

// Nobody looks at a light here.
sync::Actions Station::act(const sync::NotifyState&) { return {}; }

asio::awaitable<void> Station::exchange(Station* self, sync::Lane lane, http::Request request,
                                        std::shared_ptr<http::HttpsClient> client, std::size_t records) {
  std::chrono::milliseconds within = kPushAnswer;
  if (lane == sync::Lane::wait) within = std::chrono::milliseconds(kWaitMs) + kWaitGrace;
  const std::int64_t sent_us = steady_us();
  auto outcome = co_await client->send(std::move(request), within);
  self->on_outcome(lane, std::move(outcome), sent_us, records);
}

void Station::on_outcome(sync::Lane lane, tl::expected<http::Response, http::Failure> outcome, std::int64_t sent_us,
                         std::size_t records) {
  if (m_stopping) return;
  ++m_measures.requests;
  // What came in the moment in which the network went was not read.
  if (m_away)
    return carry_out(m_engine.on_failure(boottime_ms(), lane, failure_for_engine(LinkFailure::unreachable, 0)));
  if (!outcome) {
    const http::Failure& why = outcome.error();
    return failed(lane, link_failure_of(why.error, why.handshake), 0, false);
  }
  if (outcome->status != 200) {
    wire::Problem problem;
    const std::string code = problem.ParseFromString(outcome->body) ? problem.code() : std::string();
    return failed(lane, link_failure_of_status(outcome->status, code), retry_after_ms(*outcome), true);
  }
  wire::SyncAnswer answer;
  if (!answer.ParseFromString(outcome->body) || answer.protocol() != kProtocol)
    return failed(lane, LinkFailure::bad_answer, 0, true);
  if (records > 0) m_measures.request.record(steady_us() - sent_us);
  if (!m_heard) ++m_run.heard;
  m_heard = true;
  follow_authority(answer);
  carry_out(m_engine.on_answer(boottime_ms(), lane, answer));
  // Of a station that has nothing to tell one connection stands: the one that waits.
  const bool idles = m_run.options.scenario == Scenario::idle && lane == sync::Lane::push && !m_stopping;
  if (idles && m_journal.waiting() == 0) m_clients[index_of(lane)]->close();
}

void Station::failed(sync::Lane lane, LinkFailure failure, std::int64_t retry_after, bool was_heard) {
  ++m_measures.failures[name_of(failure)];
  if (failure == LinkFailure::certificate_expired || failure == LinkFailure::certificate_refused) renew();
  if (!was_heard && m_run.options.centres.size() > 1) replace_client(lane, m_centre_of[index_of(lane)] + 1);
  carry_out(m_engine.on_failure(boottime_ms(), lane, failure_for_engine(failure, retry_after)));
}

// ---------------------------------------------------------------- what an answer brings

// Into the ledger first: nothing counts as acknowledged that is not written down.
void Station::take_acknowledged(const Journal::Heard& heard) {
  m_measures.forgotten += heard.forgotten;
  if (heard.rows.empty()) return;
  if (m_run.ledger) {
    const auto kept = m_run.ledger->append(heard.rows);
    if (!kept) return m_run.give_up(kept.error());
  }
  const std::int64_t now_us = steady_us();
  for (const std::int64_t written_us : heard.written_us)
    m_measures.record.record(now_us - std::max(written_us, m_back_us));
  m_run.silence.acknowledged(now_us, heard.rows.size());
  m_run.last_acknowledged_us = now_us;
  m_run.acknowledged += heard.rows.size();
}

void Station::take_news(std::uint64_t epoch) {
  ++m_measures.checkpoints;
  const auto follow = m_records.take(m_feed.take_news(), epoch);
  if (const auto key = m_records.take_sealing_key()) m_journal.seal_to(*key);
  if (!follow) return m_run.give_up(follow.error());
  // A run that is ending begins nothing new: what it has written is to be told, and no more.
  if (!m_run.writing) return;
  for (const NewRecord& record : *follow) append(record);
}

void Station::count_parked(const std::vector<wire::ParkedRecord>& parked) {
  for (const wire::ParkedRecord& record : parked) m_measures.parked += m_parked.insert(record.seq()).second ? 1 : 0;
}

void Station::follow_authority(const wire::SyncAnswer& answer) {
  const bool of_another = m_signer && answer.authority_id().size() == m_signer->size() &&
                          !same_bytes(view_of(answer.authority_id()), *m_signer);
  if (of_another || answer.roots_ordinal() > m_identity.roots_ordinal) renew();
}

// Blocking and rare: on the run's thread for that.
void Station::renew() {
  if (m_renewing || boottime_ms() < m_renewal_not_before) return;
  m_renewing = true;
  m_renewal_not_before = boottime_ms() + kRenewalPauseMs;
  const std::string own_address = m_run.options.own_addresses ? loopback_address(m_number) : std::string();
  asio::post(m_run.renewals, [this, identity = m_identity, own_address] {
    auto renewed = std::make_shared<Result<DeviceIdentity>>(ask_for_renewal(identity, kRenewalTimeout, own_address));
    asio::post(m_io, [this, renewed] { on_renewed(std::move(*renewed)); });
  });
}

void Station::on_renewed(Result<DeviceIdentity> renewed) {
  m_renewing = false;
  if (m_stopping) return;
  if (renewed) renewed = connect_to(std::move(*renewed)) ? Result<DeviceIdentity>(m_identity) : std::move(renewed);
  if (!renewed) {
    ++m_measures.failures["renewal"];
    return;
  }
  ++m_measures.renewals;
  m_was_renewed = true;
  carry_out(m_engine.on_wake(boottime_ms()));
}

// ---------------------------------------------------------------- what happens at the station

void Station::perform(const PlannedAct& planned) {
  switch (planned.doing) {
    case Doing::visit: {
      const NewRecord record = m_records.visit(planned.subject != 0);
      if (planned.subject != 0) m_subjects[planned.subject] = record.id;
      return save(record);
    }
    case Doing::brought: {
      for (const NewRecord& record : m_records.brought()) {
        if (record.kind == wire::SERVICE_REQUESTED) m_subjects[planned.subject] = record.id;
        append(record);
      }
      return saved();
    }
    case Doing::leave:
    case Doing::taken_up: {
      const auto subject = m_subjects.find(planned.subject);
      if (subject == m_subjects.end()) return;  // it was before the run began
      const Uuid id = subject->second;
      m_subjects.erase(subject);
      return save(planned.doing == Doing::leave ? m_records.visit_ended(id) : m_records.taken_up(id));
    }
    case Doing::rate: return save(m_records.rating());
    case Doing::fault: return save(m_records.fault());
    case Doing::join: {
      const auto record = m_records.join();
      if (!record) return m_run.give_up(record.error());
      if (*record) save(**record);
      return;
    }
    case Doing::book: {
      if (const auto record = m_records.book()) save(*record);
      return;
    }
    case Doing::ask_for_help: return save(m_records.ask_for_help());
    case Doing::hand_off: return save(m_records.hand_off());
    case Doing::network_away: return lose_network();
    case Doing::network_back: return regain_network();
  }
}

void Station::lose_network() {
  if (m_away) return;
  m_away = true;
  ++m_measures.outages;
  m_run.silence.stop_waiting(steady_us(), m_journal.waiting());
  for (auto& client : m_clients) client->close();
}

void Station::regain_network() {
  if (!m_away) return;
  m_away = false;
  m_back_us = steady_us();
  m_run.silence.begin_to_wait(m_back_us, m_journal.waiting());
  carry_out(m_engine.on_wake(boottime_ms()));
}

bool Station::append(const NewRecord& record) {
  const auto appended = m_journal.append(record, moment());
  if (!appended) {
    m_run.give_up(appended.error());
    return false;
  }
  ++m_run.written;
  if (m_started && !m_away) m_run.silence.begin_to_wait(steady_us(), 1);
  return true;
}

void Station::append_visits(std::size_t count) {
  for (std::size_t i = 0; i < count && append(m_records.visit(false)); ++i) continue;
}

void Station::save(const NewRecord& record) {
  if (append(record)) saved();
}

void Station::saved() { carry_out(m_engine.on_saved(boottime_ms(), view())); }

Moment Station::moment() const {
  const ClockReading now = m_run.clock.now();
  return {now, station::evidence_of(m_time, now), station::trusted_now_ms(m_time, now), steady_us()};
}

JournalView Station::view() const {
  JournalView out = m_journal.view();
  m_feed.fill(out);
  const ClockReading now = m_run.clock.now();
  wire::DeviceReport& report = out.report;
  report.set_version(WARMHEART_VERSION);
  report.set_waiting(m_journal.waiting());
  if (m_journal.waiting() > 0) report.set_oldest_waiting_ms(now.boottime_ms - m_journal.oldest_boottime_ms());
  report.set_disk_free_mib(m_run.disk_free_mib);
  report.set_clock_unproven(station::is_unproven(m_time, now));
  report.set_wall_ms(report.clock_unproven() ? 0 : now.wall_ms);
  return out;
}

}  // namespace warmheart::fleet
