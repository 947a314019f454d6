#include "app/central/events.h"

#include <nlohmann/json.hpp>

#include "core/central/review/overview.h"

namespace warmheart {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {
constexpr auto kHeartbeat = 20s;
constexpr auto kLife = std::chrono::milliseconds(kLoginIdleMs) + 1min;
}  // namespace

struct Events::Stream {
  Stream(const asio::any_io_executor& executor, Reviewer reviewer_in, std::string token_in)
      : timer(executor),
        reviewer(std::move(reviewer_in)),
        token(std::move(token_in)),
        ends_at(std::chrono::steady_clock::now() + kLife) {}

  asio::steady_timer timer;
  Reviewer reviewer;
  std::string token;
  std::chrono::steady_clock::time_point ends_at;
  bool moved = true;  // on the executor's thread only, as the next one
  bool ended = false;
};

Events::StreamPtr Events::open(const asio::any_io_executor& executor, Reviewer reviewer, std::string token) {
  const std::lock_guard lock(m_mutex);
  std::erase_if(m_streams, [](const std::weak_ptr<Stream>& gone) { return gone.expired(); });
  if (m_stopped || m_streams.size() >= kMaxStreams) return nullptr;
  auto stream = std::make_shared<Stream>(executor, std::move(reviewer), std::move(token));
  m_streams.push_back(stream);
  return stream;
}

asio::awaitable<std::optional<std::string>> Events::next(Events* self, StreamPtr stream) {
  constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
  if (!stream->moved && !stream->ended) {
    stream->timer.expires_after(kHeartbeat);
    co_await stream->timer.async_wait(as_tuple);
  }
  if (stream->ended || std::chrono::steady_clock::now() > stream->ends_at) co_return std::nullopt;
  if (!stream->moved) co_return "event: station\ndata: {}\n\n";
  stream->moved = false;
  std::function<Result<std::uint64_t>(CentralStore&)> count = [stream](CentralStore& store) {
    return awaiting_count(store, stream->reviewer);
  };
  const Result<std::uint64_t> awaiting = co_await co_run<std::uint64_t>(&self->m_readers, std::move(count));
  if (!awaiting) co_return ": the count is not to be had now\n\n";
  const nlohmann::json data = {{"awaiting", *awaiting}};
  co_return "event: queue\ndata: " + data.dump() + "\n\n";
}

void Events::wake(const StreamPtr& stream, bool ends) {
  asio::post(stream->timer.get_executor(), [stream, ends] {
    stream->moved = true;
    stream->ended = stream->ended || ends;
    stream->timer.cancel();
  });
}

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
