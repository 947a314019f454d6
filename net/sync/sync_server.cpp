#include "net/sync/sync_server.h"

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "core/base/secret.h"
#include "core/central/apply.h"
#include "core/central/asking.h"
#include "core/central/devices.h"
#include "core/central/feed.h"
#include "core/central/places.h"
#include "core/central/requests.h"
#include "core/central/review.h"
#include "core/record/record.h"
#include "net/sync/protobuf_reply.h"
#include "net/sync/store_step.h"
#include "net/sync/waiting_room.h"

namespace warmheart {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kPeriod = 1s;              // settle, wake-ups, revocation of those who wait
constexpr std::size_t kApplyAtOnce = 64;  // then the wake-ups have their turn
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kTomorrowRetryS = 3600;
constexpr unsigned kTicksAnHour = 3600;

struct Spent {
  std::int64_t day = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  bool told = false;  // the alarm of this day
};

}  // namespace

struct SyncServer::Impl {
  Impl(OpenStore open_in, Log& log_in, SyncServerOptions options_in)
      : open(std::move(open_in)), log(log_in), options(options_in), step(options_in.max_rows_a_commit), waiting(options_in.max_waiters) {}

  OpenStore open;
  Log& log;
  SyncServerOptions options;
  SystemClock clock;
  StoreStep step;
  DatabaseThread background;
  WaitingRoom waiting;
  std::function<void()> queue_moved;
  std::atomic<bool> apply_asked{false};

  std::mutex mutex;
  std::set<Uuid> pushing;
  std::map<Uuid, Spent> spent;

  std::uint64_t last_feed_clock = 0;  // background thread only
  std::string last_trouble;
  unsigned ticks = 0;

  // ---- admission

  bool within_budget(const DeviceBatch& batch, std::int64_t now_ms) {
    const std::lock_guard lock(mutex);
    Spent& it = spent[batch.device];
    if (it.day != now_ms / kDayMs) it = Spent{now_ms / kDayMs, 0, 0, false};
    return it.records < options.records_a_day && it.bytes < options.bytes_a_day;
  }
  void tell_budget_spent(const Uuid& device) {
    {
      const std::lock_guard lock(mutex);
      if (std::exchange(spent[device].told, true)) return;
    }
    background.post([this, device](CentralStore& store) {
      if (const auto raised = raise_budget_alarm(store, device); !raised) note_trouble("an alarm cannot be raised", raised.error());
    });
  }
  void count(const DeviceBatch& batch, std::uint64_t stored) {
    if (stored == 0) return;
    const std::lock_guard lock(mutex);
    Spent& it = spent[batch.device];
    it.records += stored;
    it.bytes += batch.request.ByteSizeLong();
  }

  // ---- the background thread

  void note_trouble(const char* doing, const Error& error) {
    const std::string line = std::string(doing) + " what=" + error.what;
    if (line != last_trouble) log.write(LogLevel::error, line);
    last_trouble = line;
  }

  void apply(CentralStore& store) {
    apply_asked = false;
    const auto progress = apply_next(store, kApplyAtOnce);
    if (!progress) return note_trouble("records cannot be applied now, they stay in line", progress.error());
    if (progress->queue_moved && queue_moved) queue_moved();
    if (progress->more) ask_apply();
    else if (progress->applied > 0) wake_moved(store);
  }

  void ask_apply() {
    if (apply_asked.exchange(true)) return;
    background.post([this](CentralStore& store) { apply(store); });
  }

  void wake_moved(CentralStore& store) {
    const auto moved_to = feed_clock(store);
    if (!moved_to) return note_trouble("the feed cannot be read", moved_to.error());
    const bool moved = *moved_to != last_feed_clock;
    last_feed_clock = *moved_to;
    for (const WaitingRoom::Asked& asked : waiting.asked()) {
      if (!admit_device(store, asked.ask.device)) {
        waiting.wake(asked.ask.device);
      } else if (moved || asked.fresh) {
        const auto news = feed_moved(store, asked.ask);
        if (news && *news) waiting.wake(asked.ask.device);
      }
    }
  }

  void every_second(CentralStore& store) {
    const auto settled = settle_due(store);
    if (!settled) note_trouble("decisions cannot be settled now", settled.error());
    else if (*settled > 0 && queue_moved) queue_moved();
    apply(store);
    if (const auto tended = tend_places(store); !tended) note_trouble("places cannot be tended now", tended.error());
    if (const auto left = settle_requests(store); !left) note_trouble("requests of riders cannot be settled now", left.error());
    wake_moved(store);
    if (ticks++ % kTicksAnHour != 0) return;
    if (const auto retired = retire_approved_cards(store); !retired) note_trouble("approved cards cannot be retired", retired.error());
    if (const auto parked = park_forgotten(store); !parked) note_trouble("forgotten records cannot be parked", parked.error());
  }
};

namespace {

// One push at a time per device, for as long as this lives.
class PushPlace {
 public:
  PushPlace(std::mutex& mutex, std::set<Uuid>& pushing, const Uuid& device) : m_mutex(mutex), m_pushing(pushing), m_device(device) {
    const std::lock_guard lock(m_mutex);
    m_held = m_pushing.insert(m_device).second;
  }
  PushPlace(const PushPlace&) = delete;
  PushPlace& operator=(const PushPlace&) = delete;
  ~PushPlace() {
    const std::lock_guard lock(m_mutex);
    if (m_held) m_pushing.erase(m_device);
  }
  bool held() const { return m_held; }

 private:
  std::mutex& m_mutex;
  std::set<Uuid>& m_pushing;
  Uuid m_device;
  bool m_held = false;
};

Result<std::shared_ptr<const DeviceBatch>> read_batch(const http::Request& request) {
  if (!request.device) return fail(ErrorCode::unauthenticated, "no device certificate");
  auto batch = std::make_shared<DeviceBatch>();
  batch->device = *request.device;
  if (!batch->request.ParseFromString(request.body)) return fail(ErrorCode::corrupt, "the body is no SyncRequest");
  if (batch->request.protocol() != kProtocol) return fail(ErrorCode::unsupported, "this protocol version is not spoken here");
  const bool small = batch->request.records_size() <= static_cast<int>(kMaxBatchRecords) && batch->request.feed_size() <= 64;
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

http::Reply accept(std::string message) {
  http::Reply reply;
  reply.response = protobuf_response(std::move(message));
  return reply;
}

}  // namespace

// Coroutines are functions with by-value parameters (net/http/README.md); these work on the server's parts through `self`.
static asio::awaitable<void> wait_for_news(WaitingRoom* room, WaitingRoom::WaiterPtr waiter, std::chrono::milliseconds at_most) {
  constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
  if (!room->enter(waiter)) co_return;
  waiter->timer.expires_after(at_most);
  if (!waiter->woken) co_await waiter->timer.async_wait(as_tuple);
  room->leave(waiter);
}

asio::awaitable<http::Reply> SyncServer::serve(std::shared_ptr<Impl> self, http::Request request) {
  const auto read = read_batch(request);
  if (!read) co_return refuse(read.error());
  const std::shared_ptr<const DeviceBatch> batch = *read;
  const bool pushes = batch->request.records_size() > 0;
  std::optional<PushPlace> place;
  if (pushes) {
    place.emplace(self->mutex, self->pushing, batch->device);
    const Error busy{ErrorCode::busy, "a push of this device is under way"};
    if (!place->held()) co_return refuse(busy, 1);
    const Error enough{ErrorCode::busy, "this device's daily budget is spent"};
    if (!self->within_budget(*batch, self->clock.now().wall_ms)) {
      self->tell_budget_spent(batch->device);
      co_return refuse(enough, kTomorrowRetryS);
    }
    self->waiting.wake(batch->device);
  }

  Result<StoredAnswer> answer = co_await StoreStep::store(&self->step, batch);
  if (!answer) co_return refuse(answer.error());
  self->count(*batch, answer->ingest.stored);
  if (answer->ingest.stored > 0) self->ask_apply();
  const bool waits = !pushes && batch->request.wait_ms() > 0 && !answer->has_feed && answer->ingest.verdict == wire::SYNC_OK;
  if (!waits) co_return accept(std::move(answer->message));

  const std::chrono::milliseconds at_most(std::min(batch->request.wait_ms(), self->options.max_wait_ms));
  const auto executor = co_await asio::this_coro::executor;
  auto waiter = std::make_shared<WaitingRoom::Waiter>(executor, feed_ask(*batch));
  co_await wait_for_news(&self->waiting, waiter, at_most);
  if (self->waiting.closed()) co_return accept(std::move(answer->message));
  Result<StoredAnswer> renewed = co_await StoreStep::renew(&self->step, batch, answer->ingest);
  if (!renewed) co_return refuse(renewed.error());
  co_return accept(std::move(renewed->message));
}

asio::awaitable<http::Reply> SyncServer::serve_ask(std::shared_ptr<Impl> self, http::Request request) {
  const Error nobody{ErrorCode::unauthenticated, "no device certificate"};
  if (!request.device) co_return refuse(nobody);
  auto question = std::make_shared<wire::AskRequest>();
  const Error garbage{ErrorCode::corrupt, "the body is no AskRequest"};
  if (!question->ParseFromString(request.body)) co_return refuse(garbage);
  wipe(request.body);
  std::function<Result<wire::AskAnswer>(CentralStore&)> task = [question, device = *request.device](CentralStore& store) -> Result<wire::AskAnswer> {
    WARMHEART_TRY(admit_device(store, device));
    return answer_ask(store, device, *question);
  };
  Result<wire::AskAnswer> answer = co_await run_on<Result<wire::AskAnswer>>(&self->background, std::move(task));
  if (!answer) co_return refuse(answer.error());
  co_return accept(answer->SerializeAsString());
}

SyncServer::SyncServer(OpenStore open, Log& log, SyncServerOptions options)
    : m_impl(std::make_shared<Impl>(std::move(open), log, options)) {}

SyncServer::~SyncServer() { stop(); }

Result<void> SyncServer::start() {
  WARMHEART_TRY_ASSIGN(CentralStore for_store, m_impl->open());
  WARMHEART_TRY_ASSIGN(CentralStore for_rest, m_impl->open());
  WARMHEART_TRY(remember_codes(for_rest));
  Impl* const self = m_impl.get();
  self->step.start(std::move(for_store));
  self->background.start(std::move(for_rest), kPeriod, [self](CentralStore& store) { self->every_second(store); });
  return {};
}

std::optional<http::Response> SyncServer::admit(const http::Request&) const {
  if (m_impl->step.queued() < m_impl->options.max_queued) return std::nullopt;
  return problem_response(Error{ErrorCode::busy, "the centre is behind; come back in a moment"}, 2);
}

asio::awaitable<http::Reply> SyncServer::handle(http::Request request) { return serve(m_impl, std::move(request)); }
asio::awaitable<http::Reply> SyncServer::answer(http::Request request) { return serve_ask(m_impl, std::move(request)); }

void SyncServer::on_queue_moved(std::function<void()> listener) { m_impl->queue_moved = std::move(listener); }

void SyncServer::end_waits() { m_impl->waiting.close(); }

void SyncServer::stop() {
  end_waits();
  m_impl->step.stop();
  m_impl->background.stop();
}

}  // namespace warmheart
