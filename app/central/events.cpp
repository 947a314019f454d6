#include "app/central/events.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/central/review/overview.h"

namespace warmheart {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {
constexpr auto kHeartbeat = 20s;
constexpr auto kLookEvery = 5s;
using SteadyClock = std::chrono::steady_clock;
}  // namespace

struct Events::Stream {
  Stream(const asio::any_io_executor& executor, Reviewer reviewer_in, std::string token_in)
      : timer(executor), reviewer(std::move(reviewer_in)), token(std::move(token_in)) {}

  asio::steady_timer timer;
  Reviewer reviewer;
  std::string token;
  SteadyClock::time_point last_written = SteadyClock::now();
  bool moved = true;  // on the executor's thread only, as the next one
  bool ended = false;
};

Result<Events::StreamPtr> Events::open(const asio::any_io_executor& executor, Reviewer reviewer, std::string token) {
  const std::lock_guard lock(m_mutex);
  std::erase_if(m_streams, [](const std::weak_ptr<Stream>& gone) { return gone.expired(); });
  const auto is_of_login = [&token](const std::weak_ptr<Stream>& open) {
    const StreamPtr stream = open.lock();
    return stream && stream->token == token;
  };
  if (static_cast<std::size_t>(std::ranges::count_if(m_streams, is_of_login)) >= kMaxOfLogin)
    return fail(ErrorCode::limit, "this login has four open consoles");
  if (m_stopped || m_streams.size() >= kMaxStreams) return fail(ErrorCode::busy, "too many open consoles");
  auto stream = std::make_shared<Stream>(executor, std::move(reviewer), std::move(token));
  m_streams.push_back(stream);
  return stream;
}

// What there is to write now: the queue's length, a sign of life, or nothing yet. Only for a login that stands.
static Result<std::optional<std::string>> look(CentralStore& store, const Reviewer& reviewer, const std::string& token,
                                               bool moved, bool quiet_for_long) {
  WARMHEART_TRY_ASSIGN(const bool stands, login_stands(store, token));
  if (!stands) return fail(ErrorCode::unauthenticated, "the login has ended");
  if (!moved) return quiet_for_long ? std::optional<std::string>("event: station\ndata: {}\n\n") : std::nullopt;
  WARMHEART_TRY_ASSIGN(const std::uint64_t awaiting, awaiting_count(store, reviewer));
  const nlohmann::json data = {{"awaiting", awaiting}};
  return std::optional<std::string>("event: queue\ndata: " + data.dump() + "\n\n");
}

asio::awaitable<std::optional<std::string>> Events::next(Events* self, StreamPtr stream) {
  constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
  using Text = std::optional<std::string>;
  while (true) {
    if (!stream->moved && !stream->ended) {
      stream->timer.expires_after(kLookEvery);
      co_await stream->timer.async_wait(as_tuple);
    }
    if (stream->ended) co_return std::nullopt;
    const bool moved = std::exchange(stream->moved, false);
    const bool quiet_for_long = SteadyClock::now() - stream->last_written >= kHeartbeat;
    std::function<Result<Text>(CentralStore&)> task = [stream, moved, quiet_for_long](CentralStore& store) {
      return look(store, stream->reviewer, stream->token, moved, quiet_for_long);
    };
    const Result<Text> text = co_await co_run<Text>(&self->m_readers, std::move(task));
    if (!text && text.error().code == ErrorCode::unauthenticated) co_return std::nullopt;
    if (text && !text->has_value()) continue;
    stream->last_written = SteadyClock::now();
    if (!text) co_return ": the count is not to be had now\n\n";
    co_return *text;
  }
}

void Events::wake(const StreamPtr& stream, bool ends) {
  asio::post(stream->timer.get_executor(), [stream, ends] {
    stream->moved = true;
    stream->ended = stream->ended || ends;
    stream->timer.cancel();
  });
}

void Events::end(const StreamPtr& stream) { wake(stream, true); }

void Events::queue_moved() {
  const std::lock_guard lock(m_mutex);
  for (const auto& open : m_streams) {
    if (const StreamPtr stream = open.lock()) wake(stream, false);
  }
}

void Events::end_login(const std::string& token) {
  const std::lock_guard lock(m_mutex);
  for (const auto& open : m_streams) {
    if (const StreamPtr stream = open.lock(); stream && stream->token == token) wake(stream, true);
  }
}

void Events::stop() {
  const std::lock_guard lock(m_mutex);
  m_stopped = true;
  for (const auto& open : m_streams) {
    if (const StreamPtr stream = open.lock()) wake(stream, true);
  }
}

}  // namespace warmheart
