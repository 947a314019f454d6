#include "net/sync/sync_server.h"

#include <utility>

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/central/apply/apply.h"
#include "core/central/members/cards.h"
#include "core/central/members/device_query.h"
#include "core/central/members/finish_erasures.h"
#include "core/central/stations/devices.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/feed/feed.h"
#include "core/central/keys/rewriting.h"
#include "core/central/keys/rotation.h"
#include "core/central/notices/alerts.h"
#include "core/central/slots/slots.h"
#include "core/central/members/requests.h"
#include "core/central/retention/retention.h"
#include "core/central/review/review_settle.h"
#include "core/record/record.h"
#include "net/sync/feed_watch.h"
#include "net/sync/maintenance.h"
#include "net/sync/protobuf_reply.h"
#include "net/sync/push_admission.h"

namespace warmheart {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kEverySecond = 1s;
constexpr std::size_t kApplyAtOnce = 64;  // then a stop has its turn
constexpr int kRewritesAtOnce = 20;       // acts a second: others write in between
constexpr std::size_t kFeedThreads = 2;
constexpr std::size_t kRightsThreads = 1;  // one look-up by key a request
constexpr int kTomorrowRetryS = 3600;

}  // namespace

struct SyncServer::Impl {
  Impl(OpenStore open_in, DatabasePools& pools_in, Log& log_in, SyncServerOptions options_in)
      : open(std::move(open_in)),
        pools(pools_in),
        log(log_in),
        options(options_in),
        admission(
            {options_in.requests_a_day, options_in.epochs_a_day, options_in.records_a_day, options_in.bytes_a_day}),
        rights("rights", log_in),
        polls(options_in.max_waiters),
        writer(options_in.max_rows_a_commit, log_in),
        feed_pages("feed-pages", log_in, options_in.max_waiters),
        feed_watch(polls, log_in),
        applier("applier", log_in),
        applier_log(log_in),
        spent_log(log_in),
        maintenance(log_in) {}

  OpenStore open;
  DatabasePools& pools;
  Log& log;
  SyncServerOptions options;
  SystemClock clock;
  std::function<void()> queue_moved = [] {};
  std::optional<tls::Authority> authority;

  PushAdmission admission;
  DatabasePool rights;  // whether a device may speak at all
  LongPolls polls;
  GroupCommit writer;
  DatabasePool feed_pages;  // answers after a wait: many are woken at once
  FeedWatch feed_watch;
  DatabaseLoop applier;
  LogOnce applier_log;  // on the applier's thread only
  LogOnce spent_log;    // likewise; and in stop()
  std::chrono::steady_clock::time_point spent_kept{};
  bool started = false;
  ErasureFinisher erasures;  // on maintenance's thread only
  RetentionJob retention;    // likewise
  KeyRewriter rewriter;      // likewise
  Maintenance maintenance;

  // An answer of the exchange as it goes out: what stands behind a message of Protocol Buffers is merged with it.
  http::Reply accept(std::string message) const {
    if (authority) {
      const tls::AuthorityId id = authority->id();
      wire::SyncAnswer more;
      more.set_authority_id(id.data(), id.size());
      more.set_roots_ordinal(authority->trusted_roots().ordinal);
      message += more.SerializeAsString();
    }
    http::Reply reply;
    reply.response = protobuf_response(std::move(message));
    return reply;
  }

  void keep_spent(CentralStore& store) {
    const std::vector<DeviceDay> days = admission.take_changed();
    if (days.empty()) return;
    if (const auto kept = keep_device_days(store, days); !kept) {
      admission.keep_again(days);
      spent_log.write("what devices have spent of their day cannot be kept", kept.error());
      return;
    }
    spent_log.solved();
  }

  void keep_spent_at_the_end() {
    if (!started) return;
    started = false;
    auto store = open();
    if (store)
      keep_spent(*store);
    else
      spent_log.write("what devices have spent of their day cannot be kept", store.error());
  }

  // On the applier's thread, which goes by no clock but this.
  void keep_spent_now_and_then(CentralStore& store) {
    const auto now = std::chrono::steady_clock::now();
    if (now - spent_kept < kKeepSpentEvery) return;
    spent_kept = now;
    keep_spent(store);
  }

  DatabaseLoop::Next apply(CentralStore& store) {
    keep_spent_now_and_then(store);
    const auto progress = apply_next(store, kApplyAtOnce);
    if (!progress) {
      applier_log.write("records cannot be applied now, they stay in line", progress.error());
      return DatabaseLoop::Next::rest;
    }
    applier_log.solved();
    if (progress->more) {
      if (progress->queue_moved) queue_moved();
      return DatabaseLoop::Next::again;
    }
    if (progress->applied > 0) feed_watch.wake();
    if (progress->queue_moved) queue_moved();
    return DatabaseLoop::Next::rest;
  }

  Result<void> settle(CentralStore& store) {
    WARMHEART_TRY_ASSIGN(const std::size_t settled, settle_due(store));
    if (settled == 0) return {};
    feed_watch.wake();
    queue_moved();
    return {};
  }

  // A use case that tells how much it moved.
  static Maintenance::Run counted(Result<std::size_t> (*act)(CentralStore&)) {
    return [act](CentralStore& store) -> Result<void> {
      WARMHEART_TRY(act(store));
      return {};
    };
  }

  Result<void> finish_erasures(CentralStore& store) {
    WARMHEART_TRY_ASSIGN(const std::size_t done, erasures.run(store));
    if (done > 0)
      log.write(LogLevel::info, "erasures are done, the files are written anew requests=" + std::to_string(done));
    return {};
  }

  // What is left of a rotation whose command was cut off, and of a backup that was put back.
  Result<void> rewrite_under_present_keys(CentralStore& store) {
    const auto keys = store.keyring().keys();
    if (keys->older_keks.empty() && keys->older_id_hash.empty()) return {};
    WARMHEART_TRY_ASSIGN(const KeyBacklog backlog, key_backlog(store));
    if (backlog.under_older_keks + backlog.under_older_id_hash == 0) return {};
    const std::size_t before = rewriter.unreadable();
    for (int acts = 0; acts < kRewritesAtOnce; ++acts) {
      WARMHEART_TRY_ASSIGN(const bool more, rewriter.run_some(store));
      if (!more) break;
    }
    if (rewriter.unreadable() == 0 || rewriter.unreadable() == before) return {};
    return fail(ErrorCode::corrupt, std::to_string(rewriter.unreadable()) + " rows do not open");
  }

  static Result<void> retire_keys(CentralStore& store) {
    WARMHEART_TRY(retire_unneeded_keys(store));
    WARMHEART_TRY(retire_feed_keys(store));
    WARMHEART_TRY(retire_card_keys(store));
    return publish_keys(store);
  }

  void add_maintenance() {
    maintenance.add("decisions cannot be settled now", kEverySecond,
                    [this](CentralStore& store) { return settle(store); });
    maintenance.add("leases cannot be maintained now", kEverySecond, counted(maintain_leases));
    maintenance.add("requests of riders cannot be settled now", kEverySecond, counted(settle_requests));
    maintenance.add("erasures cannot be finished now", kEverySecond,
                    [this](CentralStore& store) { return finish_erasures(store); });
    maintenance.add("rows cannot be written anew under the present keys", kEverySecond,
                    [this](CentralStore& store) { return rewrite_under_present_keys(store); });
    maintenance.add("older keys cannot be retired", 1h, retire_keys);
    maintenance.add("whether erasures wait too long cannot be told", 5min, watch_erasures);
    maintenance.add("what is due by its date cannot be erased", kEverySecond,
                    [this](CentralStore& store) -> Result<void> {
                      WARMHEART_TRY(retention.run(store));
                      return {};
                    });
    maintenance.add("alerts that are over cannot be retired", 1h, counted(retire_alerts));
    maintenance.add("records that wait too long cannot be parked", 1h, counted(park_expired));
  }

  // The answer to a device that has spent its day; one alarm a day.
  http::Reply refuse_spent(const Uuid& device) {
    if (admission.first_refusal_today(device)) raise_alarm_about(device);
    http::Reply reply;
    reply.response = problem_response(Error{ErrorCode::busy, "this device's daily budget is spent"}, kTomorrowRetryS);
    return reply;
  }

  void raise_alarm_about(const Uuid& device) {
    DatabasePool::Job job;
    job.run = [this, device](CentralStore& store) {
      if (const auto raised = raise_budget_alarm(store, device); !raised) {
        log.write(LogLevel::error, "an alarm cannot be raised what=" + raised.error().what);
      }
    };
    job.failed = [this](const Error& why) { log.write(LogLevel::error, "an alarm cannot be raised what=" + why.what); };
    pools.office.post(std::move(job));
  }
};

namespace {

Result<std::shared_ptr<const DeviceBatch>> read_batch(const http::Request& request) {
  if (!request.device) return fail(ErrorCode::unauthenticated, "no device certificate");
  auto batch = std::make_shared<DeviceBatch>();
  batch->device = *request.device;
  if (!batch->request.ParseFromString(request.body)) return fail(ErrorCode::corrupt, "the body is no SyncRequest");
  if (batch->request.protocol() != kProtocol)
    return fail(ErrorCode::unsupported, "this protocol version is not spoken here");
  const bool small =
      batch->request.records_size() <= static_cast<int>(kMaxBatchRecords) && batch->request.feed_size() <= 64;
  if (!small) return fail(ErrorCode::limit, "more than 200 records in one request");
  return std::shared_ptr<const DeviceBatch>(std::move(batch));
}

http::Reply refuse(const Error& error, int retry_after_s = 0) {
  http::Reply reply;
  reply.response = problem_response(error, retry_after_s);
  // A known device whose records are another's: 403 with that code, so that the kiosk finds the sentence.
  if (error.code == ErrorCode::conflict) reply.response.status = 403;
  return reply;
}

}  // namespace

// Coroutines are functions with by-value parameters (net/http/README.md); these work on the server's parts through
// `self`.
asio::awaitable<std::optional<http::Response>> SyncServer::admit_head(std::shared_ptr<Impl> self, http::Request head) {
  const Error behind{ErrorCode::busy, "the centre is behind; come back in a moment"};
  if (self->writer.queued() >= self->options.max_queued) co_return problem_response(behind, 2);
  const Error nobody{ErrorCode::unauthenticated, "no device certificate"};
  if (!head.device) co_return problem_response(nobody);
  std::function<Result<void>(CentralStore&)> look = [device = *head.device](CentralStore& store) {
    return admit_device(store, device);
  };
  const Result<void> allowed = co_await co_run<void>(&self->rights, std::move(look));
  if (!allowed) co_return problem_response(allowed.error());
  if (!self->admission.let_request_in(*head.device, self->clock.now().wall_ms))
    co_return self->refuse_spent(*head.device).response;
  co_return std::nullopt;
}

asio::awaitable<http::Reply> SyncServer::serve(std::shared_ptr<Impl> self, http::Request request) {
  const auto read = read_batch(request);
  if (!read) co_return refuse(read.error());
  const std::shared_ptr<const DeviceBatch> batch = *read;
  const std::int64_t now_ms = self->clock.now().wall_ms;
  if (!self->admission.let_epoch_in(batch->device, batch->request.epoch(), now_ms))
    co_return self->refuse_spent(batch->device);
  const bool pushes = batch->request.records_size() > 0;
  std::optional<PushGuard> guard;
  if (pushes) {
    guard.emplace(self->admission, batch->device);
    const Error busy{ErrorCode::busy, "a push of this device is under way"};
    if (!guard->admitted()) co_return refuse(busy, 1);
    if (!self->admission.may_push(batch->device, now_ms)) co_return self->refuse_spent(batch->device);
    self->polls.wake(batch->device);
  }

  Result<StoredAnswer> answer = co_await GroupCommit::store(&self->writer, batch);
  if (!answer) co_return refuse(answer.error());
  if (answer->ingest.stored > 0) {
    self->admission.count(batch->device, Stored{answer->ingest.stored, batch->request.ByteSizeLong()});
    self->applier.wake();
  }
  const bool waits =
      !pushes && batch->request.wait_ms() > 0 && !answer->has_feed && answer->ingest.verdict == wire::SYNC_OK;
  if (!waits) co_return self->accept(std::move(answer->message));

  const std::chrono::milliseconds at_most(std::min(batch->request.wait_ms(), self->options.max_wait_ms));
  FeedAsk ask = feed_ask(*batch);
  const LongPolls::End end = co_await LongPolls::wait(&self->polls, std::move(ask), at_most);
  const bool no_news = end == LongPolls::End::closed || end == LongPolls::End::refused;
  if (no_news) co_return self->accept(std::move(answer->message));
  std::function<Result<StoredAnswer>(CentralStore&)> renew = [batch, ingest = answer->ingest](CentralStore& store) {
    return renewed_answer(store, *batch, ingest);
  };
  Result<StoredAnswer> renewed = co_await co_run<StoredAnswer>(&self->feed_pages, std::move(renew));
  if (!renewed) co_return refuse(renewed.error());
  co_return self->accept(std::move(renewed->message));
}

asio::awaitable<http::Reply> SyncServer::serve_ask(std::shared_ptr<Impl> self, http::Request request) {
  const Error nobody{ErrorCode::unauthenticated, "no device certificate"};
  if (!request.device) co_return refuse(nobody);
  auto question = std::make_shared<wire::AskRequest>();
  const Error garbage{ErrorCode::corrupt, "the body is no AskRequest"};
  if (!question->ParseFromString(request.body)) co_return refuse(garbage);
  wipe(request.body);
  std::function<Result<wire::AskAnswer>(CentralStore&)> task =
      [question, device = *request.device](CentralStore& store) -> Result<wire::AskAnswer> {
    WARMHEART_TRY(admit_device(store, device));
    return answer_ask(store, device, *question);
  };
  Result<wire::AskAnswer> answer = co_await co_run<wire::AskAnswer>(&self->pools.riders, std::move(task));
  if (!answer) co_return refuse(answer.error());
  http::Reply reply;
  reply.response = protobuf_response(answer->SerializeAsString());
  co_return reply;
}

SyncServer::SyncServer(OpenStore open, DatabasePools& pools, Log& log, SyncServerOptions options)
    : m_impl(std::make_shared<Impl>(std::move(open), pools, log, options)) {}

SyncServer::~SyncServer() { stop(); }

void SyncServer::on_queue_moved(std::function<void()> listener) { m_impl->queue_moved = std::move(listener); }

void SyncServer::only_while(std::function<bool(CentralStore&)> clock_is_sound) {
  m_impl->maintenance.only_while(std::move(clock_is_sound));
}

void SyncServer::announces(tls::Authority authority) { m_impl->authority = std::move(authority); }

Result<void> SyncServer::start() {
  Impl* const self = m_impl.get();
  {
    WARMHEART_TRY_ASSIGN(CentralStore once, self->open());
    WARMHEART_TRY(backfill_code_hashes(once));
    WARMHEART_TRY(relist_approved_cards(once));
    WARMHEART_TRY_ASSIGN(const auto days, device_days(once));
    self->admission.resume(days);
    self->started = true;
  }
  self->add_maintenance();
  WARMHEART_TRY(self->rights.start(self->open, kRightsThreads));
  WARMHEART_TRY(self->writer.start(self->open));
  WARMHEART_TRY(self->feed_pages.start(self->open, kFeedThreads));
  WARMHEART_TRY(self->feed_watch.start(self->open, kEverySecond));
  WARMHEART_TRY(
      self->applier.start(self->open, kEverySecond, [self](CentralStore& store) { return self->apply(store); }));
  return self->maintenance.start(self->open, kEverySecond);
}

asio::awaitable<std::optional<http::Response>> SyncServer::admit(http::Request head) {
  return admit_head(m_impl, std::move(head));
}
asio::awaitable<http::Reply> SyncServer::handle(http::Request request) { return serve(m_impl, std::move(request)); }
asio::awaitable<http::Reply> SyncServer::answer(http::Request request) { return serve_ask(m_impl, std::move(request)); }

GroupCommit::Counts SyncServer::commit_counts() const { return m_impl->writer.counts(); }
LongPolls::Counts SyncServer::poll_counts() const { return m_impl->polls.counts(); }

void SyncServer::end_waits() { m_impl->polls.close(); }

void SyncServer::stop() {
  end_waits();
  m_impl->maintenance.stop();
  m_impl->applier.stop();
  m_impl->feed_watch.stop();
  m_impl->feed_pages.stop();
  m_impl->writer.stop();
  m_impl->rights.stop();
  m_impl->keep_spent_at_the_end();
}

}  // namespace warmheart
