// One of the two files that instantiate Beast over TLS (net/http/README.md). House rule: in a statement with co_await
// there is no braced temporary and no capturing lambda; coroutines are functions with by-value parameters.
#include "net/http/https_server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <openssl/ssl.h>
#include <set>
#include <thread>
#include <vector>

namespace warmheart::http {
namespace {

namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using ErrorValue = boost::system::error_code;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Parser = beast::http::request_parser<beast::http::string_body>;
using BeastResponse = beast::http::response<beast::http::string_body>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
using namespace std::chrono_literals;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kFirstRead = 4096;
constexpr std::size_t kMaxDrained = 1024 * 1024;
constexpr auto kDrainTime = 2s;
constexpr auto kStopTime = 1500ms;

// One thread: its io_context, its listener, the connections that live on it.
struct Worker {
  explicit Worker(tls::Context native) : context((SSL_CTX_up_ref(native.get()), native.get())), acceptor(io) {}

  asio::io_context io{1};
  asio::ssl::context context;
  tcp::acceptor acceptor;
  std::set<Stream*> idle;  // between requests: stop() may close them at once
  std::thread thread;
};

// The handler and the counters, shared by all connections of a server.
struct Shared {
  ServerOptions options;
  Handler handler;
  Admission admission;
  Log* log = nullptr;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> busy{0};
  std::atomic<bool> stopping{false};
};
using SharedPtr = std::shared_ptr<Shared>;

// Counts one thing for as long as it lives.
class Counted {
 public:
  explicit Counted(std::atomic<std::size_t>& counter) : m_counter(counter), m_value(++counter) {}
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --m_counter; }
  std::size_t value() const { return m_value; }

 private:
  std::atomic<std::size_t>& m_counter;
  std::size_t m_value;
};

// Counts a connection among the idle ones for as long as it lives.
class IdleConnection {
 public:
  IdleConnection(Worker& worker, Stream& stream) : m_worker(worker), m_stream(stream) {
    m_worker.idle.insert(&m_stream);
  }
  IdleConnection(const IdleConnection&) = delete;
  IdleConnection& operator=(const IdleConnection&) = delete;
  ~IdleConnection() { m_worker.idle.erase(&m_stream); }

 private:
  Worker& m_worker;
  Stream& m_stream;
};

Response refusal(int status, const char* code) {
  Response out;
  out.status = status;
  out.body = std::string(R"({"error":{"code":")") + code + R"("}})";
  out.close = true;
  if (status == 503) out.headers.emplace_back("Retry-After", "2");
  return out;
}

BeastResponse to_beast(Response response, bool keep_alive) {
  BeastResponse out;
  out.version(11);
  out.result(static_cast<unsigned>(response.status));
  if (!response.content_type.empty()) out.set(beast::http::field::content_type, response.content_type);
  for (const Header& header : response.headers) out.insert(header.first, header.second);
  out.body() = std::move(response.body);
  out.keep_alive(keep_alive && !response.close);
  out.prepare_payload();
  return out;
}

// False: not a request that we serve.
bool read_head(const Parser& parser, Request& into) {
  const auto& message = parser.get();
  into.method = std::string(message.method_string());
  for (const auto& field : message) {
    std::string name(field.name_string());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    into.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  return parse_target(std::string_view(message.target().data(), message.target().size()), into);
}

// After a refusal the peer may still be sending. Closing now would reset the connection and lose our answer on its way,
// so the rest is thrown away for a moment, unread by anything of ours.
asio::awaitable<void> drain_and_close(std::shared_ptr<Stream> stream) {
  auto& lowest = beast::get_lowest_layer(*stream);
  ErrorValue ignored;
  lowest.socket().shutdown(tcp::socket::shutdown_send, ignored);
  lowest.expires_after(kDrainTime);
  std::vector<char> bin(16 * 1024);
  const auto target = asio::buffer(bin);
  for (std::size_t drained = 0; drained < kMaxDrained;) {
    const auto [over, count] = co_await lowest.async_read_some(target, kAsTuple);
    if (over) break;
    drained += count;
  }
  lowest.close();
}

asio::awaitable<bool> write_response(std::shared_ptr<Stream> stream, SharedPtr shared, Response response,
                                     bool keep_alive) {
  const BeastResponse message = to_beast(std::move(response), keep_alive);
  beast::get_lowest_layer(*stream).expires_after(shared->options.write_timeout);
  const auto [failed, count] = co_await beast::http::async_write(*stream, message, kAsTuple);
  co_return !failed && message.keep_alive();
}

asio::awaitable<void> write_events(std::shared_ptr<Stream> stream, SharedPtr shared, Response head, EventSource next) {
  std::string text =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n";
  for (const Header& header : head.headers) text += header.first + ": " + header.second + "\r\n";
  text += "\r\n";
  auto& lowest = beast::get_lowest_layer(*stream);
  while (!shared->stopping) {
    const auto bytes = asio::buffer(text);
    lowest.expires_after(shared->options.write_timeout);
    const auto [failed, count] = co_await asio::async_write(*stream, bytes, kAsTuple);
    if (failed) break;
    lowest.expires_never();
    std::optional<std::string> event = co_await next();
    if (!event) break;
    text = std::move(*event);
  }
}

asio::awaitable<Reply> answer(SharedPtr shared, Request request) {
  try {
    Reply reply = co_await shared->handler(std::move(request));
    co_return reply;
  } catch (const std::exception& thrown) {
    shared->log->write(LogLevel::error,
                       std::string("a handler threw server=") + shared->options.name + " what=" + thrown.what());
  }
  Reply failed;
  failed.response = refusal(500, "internal");
  co_return failed;
}

enum class Next { again, drain, close };

// Reads one request and answers it. Each read has its deadline; the body is read only when the request is let in.
asio::awaitable<Next> serve_one(std::shared_ptr<Stream> stream, SharedPtr shared,
                                std::shared_ptr<beast::flat_buffer> buffer, Request request) {
  auto& lowest = beast::get_lowest_layer(*stream);
  const ServerOptions& options = shared->options;
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(options.max_header_bytes));
  parser.body_limit(options.max_body_bytes);
  lowest.expires_after(options.header_timeout);
  const auto [no_head, head_bytes] = co_await beast::http::async_read_header(*stream, *buffer, parser, kAsTuple);
  const bool too_long = no_head == beast::http::error::body_limit || no_head == beast::http::error::header_limit;
  const bool garbage = no_head.category() == beast::http::make_error_code(beast::http::error::bad_version).category() &&
                       no_head != beast::http::error::end_of_stream && no_head != beast::http::error::partial_message;
  if (no_head && !garbage) co_return Next::close;

  Counted busy(shared->busy);
  std::optional<Response> refused;
  if (too_long)
    refused = refusal(413, "limit");
  else if (no_head || !read_head(parser, request))
    refused = refusal(400, "invalid_argument");
  else if (busy.value() > options.max_busy || shared->stopping)
    refused = refusal(503, "busy");
  else
    refused = shared->admission ? shared->admission(request) : std::nullopt;
  if (refused) {
    refused->close = true;
    co_await write_response(stream, shared, std::move(*refused), false);
    co_return Next::drain;
  }
  if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
    Response go_on;
    go_on.status = 100;
    go_on.content_type.clear();
    co_await write_response(stream, shared, go_on, true);
  }

  lowest.expires_after(options.body_timeout);
  const auto [no_body, body_bytes] = co_await beast::http::async_read(*stream, *buffer, parser, kAsTuple);
  if (no_body == beast::http::error::body_limit) {
    Response too_large = refusal(413, "limit");
    co_await write_response(stream, shared, std::move(too_large), false);
    co_return Next::drain;
  }
  if (no_body) co_return Next::close;
  lowest.expires_never();
  const bool keep_alive = parser.keep_alive();
  request.body = std::move(parser.get().body());
  Reply reply = co_await answer(shared, std::move(request));
  if (reply.events) {
    co_await write_events(stream, shared, std::move(reply.response), std::move(reply.events));
    co_return Next::close;
  }
  const bool again =
      co_await write_response(stream, shared, std::move(reply.response), keep_alive && !shared->stopping);
  co_return again ? Next::again : Next::close;
}

// Waits for the first byte of the next request; an idle connection holds no buffer of size.
asio::awaitable<bool> wait_for_request(Worker* worker, std::shared_ptr<Stream> stream, SharedPtr shared,
                                       std::shared_ptr<beast::flat_buffer> buffer) {
  if (buffer->size() > 0) co_return true;
  if (shared->stopping) co_return false;
  const IdleConnection idle(*worker, *stream);
  beast::get_lowest_layer(*stream).expires_after(shared->options.idle_timeout);
  const auto space = buffer->prepare(kFirstRead);
  const auto [over, count] = co_await stream->async_read_some(space, kAsTuple);
  if (over) co_return false;
  buffer->commit(count);
  co_return true;
}

asio::awaitable<void> serve_connection(Worker* worker, tcp::socket socket, SharedPtr shared) {
  const Counted counted(shared->connections);
  if (counted.value() > shared->options.max_connections) co_return;
  ErrorValue ignored;
  const auto endpoint = socket.remote_endpoint(ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  const std::string peer = endpoint.address().to_string();
  auto stream = std::make_shared<Stream>(std::move(socket), worker->context);
  auto& lowest = beast::get_lowest_layer(*stream);
  lowest.expires_after(shared->options.handshake_timeout);
  const auto [broken] = co_await stream->async_handshake(asio::ssl::stream_base::server, kAsTuple);
  if (broken) {
    co_await drain_and_close(stream);
    co_return;
  }
  std::optional<Uuid> device;
  if (shared->options.wants_device) {
    const auto verified = tls::verified_device(stream->native_handle());
    if (!verified) co_return;
    device = *verified;
  }
  auto buffer = std::make_shared<beast::flat_buffer>(shared->options.max_header_bytes + 128 * 1024);
  Next next = Next::again;
  while (next == Next::again) {
    const bool comes = co_await wait_for_request(worker, stream, shared, buffer);
    if (!comes) break;
    Request request;
    request.peer_address = peer;
    request.device = device;
    next = co_await serve_one(stream, shared, buffer, std::move(request));
    if (buffer->size() == 0) buffer->shrink_to_fit();
  }
  if (next == Next::drain) co_await drain_and_close(stream);
  lowest.close();
}

asio::awaitable<void> accept_all(Worker* worker, SharedPtr shared) {
  asio::steady_timer pause(worker->io);
  while (!shared->stopping) {
    auto [failed, socket] = co_await worker->acceptor.async_accept(kAsTuple);
    if (failed == asio::error::operation_aborted) break;
    if (failed) {  // out of file descriptors, most likely: those who are inside go on
      pause.expires_after(100ms);
      co_await pause.async_wait(kAsTuple);
      continue;
    }
    asio::co_spawn(worker->io, serve_connection(worker, std::move(socket), shared), asio::detached);
  }
}

}  // namespace

struct HttpsServer::Impl {
  SharedPtr shared = std::make_shared<Shared>();
  tls::Context context;
  std::vector<std::unique_ptr<Worker>> workers;
  std::uint16_t port = 0;

  Result<void> listen(Worker& worker, const tcp::endpoint& endpoint, bool share) {
    ErrorValue error;
    const auto step = [&error](const auto& act) {
      if (!error) act();
    };
    step([&] { worker.acceptor.open(endpoint.protocol(), error); });
    step([&] { worker.acceptor.set_option(tcp::acceptor::reuse_address(true), error); });
    step([&] {
      if (share) worker.acceptor.set_option(ReusePort(true), error);
    });
    step([&] { worker.acceptor.bind(endpoint, error); });
    step([&] { worker.acceptor.listen(asio::socket_base::max_listen_connections, error); });
    if (error) {
      return fail(ErrorCode::unavailable, "cannot listen on " + shared->options.bind + ":" +
                                              std::to_string(endpoint.port()) + ": " + error.message());
    }
    return {};
  }
};

HttpsServer::HttpsServer(ServerOptions options, tls::Context context, Handler handler, Admission admission, Log& log)
    : m_impl(std::make_unique<Impl>()) {
  m_impl->context = std::move(context);
  m_impl->shared->options = std::move(options);
  m_impl->shared->handler = std::move(handler);
  m_impl->shared->admission = std::move(admission);
  m_impl->shared->log = &log;
}

HttpsServer::~HttpsServer() { stop(); }

std::uint16_t HttpsServer::port() const { return m_impl->port; }

Result<void> HttpsServer::start() {
  const ServerOptions& options = m_impl->shared->options;
  ErrorValue error;
  const auto address = asio::ip::make_address(options.bind, error);
  if (error) return fail(ErrorCode::invalid_argument, "\"" + options.bind + "\" is no IP address to listen on");
  tcp::endpoint endpoint(address, options.port);
  if (options.threads > 1 && options.port != 0) {
    // SO_REUSEPORT would let a second program of ours share the port in silence: ask for it alone first.
    Worker probe(m_impl->context);
    WARMHEART_TRY(m_impl->listen(probe, endpoint, false));
  }
  for (int i = 0; i < std::max(1, options.threads); ++i) {
    auto worker = std::make_unique<Worker>(m_impl->context);
    WARMHEART_TRY(m_impl->listen(*worker, endpoint, options.threads > 1));
    m_impl->port = worker->acceptor.local_endpoint(error).port();
    endpoint.port(m_impl->port);
    m_impl->workers.push_back(std::move(worker));
  }
  for (auto& worker : m_impl->workers) {
    Worker* const it = worker.get();
    asio::co_spawn(it->io, accept_all(it, m_impl->shared), asio::detached);
    it->thread = std::thread([it] { it->io.run(); });
  }
  return {};
}

void HttpsServer::stop() {
  if (m_impl->shared->stopping.exchange(true)) return;
  for (auto& worker : m_impl->workers) {
    Worker* const it = worker.get();
    asio::post(it->io, [it] {
      ErrorValue ignored;
      it->acceptor.close(ignored);
      for (Stream* stream : it->idle) beast::get_lowest_layer(*stream).cancel();
    });
  }
  const auto deadline = std::chrono::steady_clock::now() + kStopTime;
  for (auto& worker : m_impl->workers) {
    while (!worker->io.stopped() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
    worker->io.stop();
    if (worker->thread.joinable()) worker->thread.join();
  }
}

}  // namespace warmheart::http
