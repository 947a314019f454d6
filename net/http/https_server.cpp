// One of the two files that instantiate Beast over TLS (net/http/README.md). House rule: in a statement with co_await
// there is no braced temporary and no capturing lambda; coroutines are functions with by-value parameters.
#include "net/http/https_server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <set>
#include <thread>
#include <vector>

#include "net/http/proxy_header.h"
#include "net/http/request_id.h"

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
constexpr std::uint8_t kHandshakeRecord = 0x16;
constexpr std::size_t kMaxDrained = 1024 * 1024;
constexpr auto kDrainTime = 2s;
constexpr auto kStopTime = 1500ms;
constexpr auto kPulse = 250ms;

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// One thread: its io_context, its listener, the connections that live on it.
struct Worker {
  explicit Worker(tls::Context native)
      : context((SSL_CTX_up_ref(native.get()), native.get())), acceptor(io), report(io), pulse(io) {}

  std::set<beast::tcp_stream*> idle;  // nobody's request is under way: stop() may close them at once
  asio::io_context io{1};
  asio::ssl::context context;
  tcp::acceptor acceptor;
  asio::steady_timer report;
  asio::steady_timer pulse;
  std::atomic<std::int64_t> came_round_at{steady_ms()};
  std::thread thread;
};

// The handler and the counters, shared by all connections of a server.
struct Shared {
  Shared(ServerOptions options_in, Handler handler_in, Admission admission_in, Log& log_in)
      : options(std::move(options_in)),
        handler(std::move(handler_in)),
        admission(std::move(admission_in)),
        log(log_in),
        table(options.connections) {}

  const ServerOptions options;
  const Handler handler;
  const Admission admission;
  Log& log;
  ConnectionTable table;
  std::atomic<std::size_t> busy{0};
  std::atomic<std::size_t> body_bytes{0};
  std::atomic<std::size_t> without_header{0};  // of balancers: nobody's yet
  std::atomic<std::uint64_t> proxy_header{0}, no_hello{0}, handshake{0}, no_device{0};
  std::atomic<bool> stopping{false};
};
using SharedPtr = std::shared_ptr<Shared>;

// Adds to a sum for as long as it lives.
class Share {
 public:
  Share(std::atomic<std::size_t>& sum, std::size_t amount)
      : m_sum(sum), m_amount(amount), m_total(sum.fetch_add(amount) + amount) {}
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share() { m_sum -= m_amount; }
  std::size_t total() const { return m_total; }  // with this share, when it was added

 private:
  std::atomic<std::size_t>& m_sum;
  std::size_t m_amount;
  std::size_t m_total;
};

// A connection's place in the table, for as long as it lives. Its socket is closed through here when the table sends
// the connection away: the wait that is under way then ends with an error. On the connection's thread.
class Place {
 public:
  Place(Worker& worker, SharedPtr shared, const std::string& address)
      : m_shared(std::move(shared)), m_id(m_shared->table.enter(address, Clock::now(), closes(worker, m_link))) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (m_id) m_shared->table.leave(*m_id);
  }

  bool taken() const { return m_id.has_value() && !m_link->gone; }
  bool prove(const Uuid& device) { return m_shared->table.prove(*m_id, device, Clock::now()); }
  void works() { m_shared->table.works(*m_id); }
  void waits() { m_shared->table.waits(*m_id, Clock::now()); }
  void is_on(beast::tcp_stream* socket) { m_link->socket = socket; }  // nullptr: on none

 private:
  using Clock = std::chrono::steady_clock;
  struct Link {
    beast::tcp_stream* socket = nullptr;
    bool gone = false;
  };

  static std::function<void()> closes(Worker& worker, const std::shared_ptr<Link>& link) {
    return [&io = worker.io, weak = std::weak_ptr<Link>(link)] {
      asio::post(io, [weak] {
        const auto there = weak.lock();
        if (!there) return;
        there->gone = true;
        if (there->socket != nullptr) there->socket->close();
      });
    };
  }

  std::shared_ptr<Link> m_link = std::make_shared<Link>();
  SharedPtr m_shared;
  std::optional<ConnectionTable::Id> m_id;
};

// Counts a connection among the idle ones for as long as it lives.
class IdleConnection {
 public:
  IdleConnection(Worker& worker, beast::tcp_stream& socket) : m_worker(worker), m_socket(socket) {
    m_worker.idle.insert(&m_socket);
  }
  IdleConnection(const IdleConnection&) = delete;
  IdleConnection& operator=(const IdleConnection&) = delete;
  ~IdleConnection() { m_worker.idle.erase(&m_socket); }

 private:
  Worker& m_worker;
  beast::tcp_stream& m_socket;
};

Response refusal(int status, const char* code) {
  Response out;
  out.status = status;
  out.body = std::string(R"({"error":{"code":")") + code + R"("}})";
  out.close = true;
  if (status == 503) out.headers.emplace_back("Retry-After", "2");
  return out;
}

// The answer to HEAD says how long its body would be, and has none (RFC 9110, 9.3.2).
BeastResponse to_beast(Response response, bool keep_alive, bool head_only) {
  BeastResponse out;
  out.version(11);
  out.result(static_cast<unsigned>(response.status));
  if (!response.content_type.empty()) out.set(beast::http::field::content_type, response.content_type);
  for (const Header& header : response.headers) out.insert(header.first, header.second);
  out.body() = std::move(response.body);
  out.keep_alive(keep_alive && !response.close);
  out.prepare_payload();
  if (head_only) out.body().clear();
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
  return message.version() == 11 && is_unambiguous(into) &&
         parse_target(std::string_view(message.target().data(), message.target().size()), into);
}

std::size_t body_bytes_of(const Parser& parser, const ServerOptions& options) {
  if (parser.chunked()) return options.max_body_bytes;  // it does not say
  return static_cast<std::size_t>(parser.content_length().value_or(0));
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

// What stays with us of a request while it is worked on.
struct About {
  std::string id, method, path;
  bool head_only() const { return method == "HEAD"; }
};

asio::awaitable<bool> write_response(std::shared_ptr<Stream> stream, SharedPtr shared, Response response,
                                     bool keep_alive, const About* about) {
  const std::vector<Header>& always = shared->options.on_every_answer;
  const bool head_only = about->head_only();
  if (response.status >= 200) {
    response.headers.insert(response.headers.end(), always.begin(), always.end());
    response.headers.emplace_back(kRequestIdHeader, about->id);
    if (shared->options.answered) shared->options.answered(about->method, about->path, response.status);
  }
  const BeastResponse message = to_beast(std::move(response), keep_alive, head_only);
  beast::get_lowest_layer(*stream).expires_after(shared->options.write_timeout);
  const auto [failed, count] = co_await beast::http::async_write(*stream, message, kAsTuple);
  co_return !failed && message.keep_alive();
}

// Whoever listens to events says nothing more: bytes from there are its farewell. Unheard, a closed tab's stream would
// stand until a write to it fails.
void watch_for_farewell(Stream& stream, std::function<void()> peer_gone) {
  if (!peer_gone) return;
  beast::get_lowest_layer(stream).socket().async_wait(tcp::socket::wait_read,
                                                      [peer_gone = std::move(peer_gone)](ErrorValue cancelled) {
                                                        if (!cancelled) peer_gone();
                                                      });
}

asio::awaitable<void> write_events(std::shared_ptr<Stream> stream, SharedPtr shared, Response head, EventSource next,
                                   const About* about) {
  if (shared->options.answered) shared->options.answered(about->method, about->path, 200);
  std::string text = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n";
  for (const Header& header : shared->options.on_every_answer) text += header.first + ": " + header.second + "\r\n";
  for (const Header& header : head.headers) text += header.first + ": " + header.second + "\r\n";
  text += std::string(kRequestIdHeader) + ": " + about->id + "\r\n\r\n";
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

// Whatever a handler throws is the end of its request alone.
std::string thrown_now() {
  try {
    throw;
  } catch (const std::exception& thrown) { return thrown.what(); } catch (...) {
    return "something that is no std::exception";
  }
}

void log_thrown(const SharedPtr& shared, const char* what_threw) {
  shared->log.write(LogLevel::error,
                    std::string(what_threw) + " threw server=" + shared->options.name + " what=" + thrown_now());
}

asio::awaitable<Reply> answer(SharedPtr shared, Request request, const About* about) {
  try {
    Reply reply = co_await shared->handler(std::move(request));
    co_return reply;
  } catch (...) {
    const LogRequest in_hand(about->id);
    log_thrown(shared, "a handler");
  }
  Reply failed;
  failed.response = refusal(500, "internal");
  co_return failed;
}

asio::awaitable<std::optional<Response>> admit(SharedPtr shared, Request head, const About* about) {
  try {
    std::optional<Response> refused = co_await shared->admission(std::move(head));
    co_return refused;
  } catch (...) {
    const LogRequest in_hand(about->id);
    log_thrown(shared, "an admission");
  }
  co_return refusal(500, "internal");
}

enum class Next { again, drain, close };

// Reads one request and answers it. Each read has its deadline; the body is read only when the request is let in. The
// peer is waited for while it sends or takes; the place counts as worked for while our own code has the request.
asio::awaitable<Next> serve_one(std::shared_ptr<Stream> stream, SharedPtr shared, Place* place,
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

  place->works();
  lowest.expires_never();
  const Share busy(shared->busy, 1);
  // A head that announces too much is whole all the same: the refusal bears its id.
  const bool head_read = (!no_head || no_head == beast::http::error::body_limit) && read_head(parser, request);
  const bool readable = !no_head && head_read;
  const Share body_bytes(shared->body_bytes, readable ? body_bytes_of(parser, options) : 0);
  request.id = request_id_of(request);
  const About about{request.id, request.method, readable ? request.path : std::string()};
  std::optional<Response> refused;
  if (too_long)
    refused = refusal(413, "limit");
  else if (!readable)
    refused = refusal(400, "invalid_argument");
  else if (busy.total() > options.max_busy || body_bytes.total() > options.max_body_bytes_in_flight || shared->stopping)
    refused = refusal(503, "busy");
  else if (shared->admission)
    refused = co_await admit(shared, request, &about);
  place->waits();
  if (refused) {
    refused->close = true;
    co_await write_response(stream, shared, std::move(*refused), false, &about);
    co_return Next::drain;
  }
  if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
    Response go_on;
    go_on.status = 100;
    go_on.content_type.clear();
    co_await write_response(stream, shared, go_on, true, &about);
  }

  lowest.expires_after(options.body_timeout);
  const auto [no_body, received] = co_await beast::http::async_read(*stream, *buffer, parser, kAsTuple);
  if (no_body == beast::http::error::body_limit) {
    Response too_large = refusal(413, "limit");
    co_await write_response(stream, shared, std::move(too_large), false, &about);
    co_return Next::drain;
  }
  if (no_body) co_return Next::close;
  lowest.expires_never();
  const bool keep_alive = parser.keep_alive();
  request.body = std::move(parser.get().body());
  place->works();
  Reply reply = co_await answer(shared, std::move(request), &about);
  if (reply.events && !about.head_only()) {
    watch_for_farewell(*stream, std::move(reply.peer_gone));
    co_await write_events(stream, shared, std::move(reply.response), std::move(reply.events), &about);
    co_return Next::close;
  }
  place->waits();
  const bool again =
      co_await write_response(stream, shared, std::move(reply.response), keep_alive && !shared->stopping, &about);
  co_return again ? Next::again : Next::close;
}

// Waits for the first byte of the next request; an idle connection holds no buffer of size.
asio::awaitable<bool> wait_for_request(Worker* worker, std::shared_ptr<Stream> stream, SharedPtr shared,
                                       std::shared_ptr<beast::flat_buffer> buffer) {
  if (buffer->size() > 0) co_return true;
  if (shared->stopping) co_return false;
  auto& lowest = beast::get_lowest_layer(*stream);
  const IdleConnection idle(*worker, lowest);
  lowest.expires_after(shared->options.idle_timeout);
  const auto space = buffer->prepare(kFirstRead);
  const auto [over, count] = co_await stream->async_read_some(space, kAsTuple);
  if (over) co_return false;
  buffer->commit(count);
  co_return true;
}

void set_up(tcp::socket& socket, const ServerOptions& options) {
  ErrorValue ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto unacknowledged = static_cast<unsigned>(options.write_timeout.count());
  ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
}

// The first byte of whoever speaks TLS (RFC 8446, 5.1). Until it has come, the connection is a socket and one byte:
// what TLS needs, 87 KiB, is not spent on those who say nothing.
asio::awaitable<bool> says_hello(Worker* worker, beast::tcp_stream* socket, SharedPtr shared, std::uint8_t* first) {
  const IdleConnection idle(*worker, *socket);
  socket->expires_after(shared->options.first_byte_timeout);
  const auto space = asio::buffer(first, 1);
  const auto [over, count] = co_await socket->async_read_some(space, kAsTuple);
  co_return !over && count == 1 && *first == kHandshakeRecord;
}

// The connection's TLS, when it stands within its time; nothing else.
asio::awaitable<std::shared_ptr<Stream>> begin_tls(Worker* worker, tcp::socket accepted, SharedPtr shared,
                                                   Place* place) {
  beast::tcp_stream socket(std::move(accepted));
  place->is_on(&socket);
  std::uint8_t first = 0;
  const bool hello = co_await says_hello(worker, &socket, shared, &first);
  place->is_on(nullptr);
  if (!hello) ++shared->no_hello;
  if (!hello || !place->taken()) co_return nullptr;
  auto stream = std::make_shared<Stream>(socket.release_socket(), worker->context);
  auto& lowest = beast::get_lowest_layer(*stream);
  place->is_on(&lowest);
  lowest.expires_after(shared->options.handshake_timeout);
  const auto seen = asio::buffer(&first, 1);
  const auto [broken, used] = co_await stream->async_handshake(asio::ssl::stream_base::server, seen, kAsTuple);
  if (!broken) co_return stream;
  ++shared->handshake;
  co_await drain_and_close(stream);
  place->is_on(nullptr);
  co_return nullptr;
}

// As it would be without IPv6 in between: a listener on "::" sees IPv4 addresses mapped.
asio::ip::address plain_address(const asio::ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
}

bool is_balancer(const ServerOptions& options, const asio::ip::address& peer) {
  return std::ranges::any_of(options.balancers, [plain = plain_address(peer)](const asio::ip::address& balancer) {
    return plain_address(balancer) == plain;
  });
}

// Whom a balancer's connection is for, by the header that it begins with; nothing where none comes in time or it is not
// one. Exactly the header's bytes are read: the next one is TLS's.
asio::awaitable<std::optional<asio::ip::address>> read_proxy_header(Worker* worker, beast::tcp_stream* socket,
                                                                    SharedPtr shared, asio::ip::address balancer) {
  const IdleConnection idle(*worker, *socket);
  std::array<std::uint8_t, kProxyHeaderStart + kProxyHeaderMore> header{};
  socket->expires_after(shared->options.first_byte_timeout);
  const auto start = asio::buffer(header.data(), kProxyHeaderStart);
  const auto [no_start, start_bytes] = co_await asio::async_read(*socket, start, kAsTuple);
  if (no_start) co_return std::nullopt;
  const auto more = proxy_header_rest(ByteView(header.data(), start_bytes));
  if (!more) co_return std::nullopt;
  if (*more > 0) {
    const auto rest = asio::buffer(header.data() + kProxyHeaderStart, *more);
    const auto [no_rest, rest_bytes] = co_await asio::async_read(*socket, rest, kAsTuple);
    if (no_rest) co_return std::nullopt;
  }
  const auto peer = parse_proxy_header(ByteView(header.data(), start_bytes + *more));
  if (!peer) co_return std::nullopt;
  co_return peer->value_or(balancer);
}

// The peer's own address, which is the socket's or, where that is a balancer's, the one in its header.
asio::awaitable<std::optional<asio::ip::address>> peer_of(Worker* worker, tcp::socket* accepted, SharedPtr shared) {
  ErrorValue gone;
  const auto endpoint = accepted->remote_endpoint(gone);
  if (gone) co_return std::nullopt;
  if (!is_balancer(shared->options, endpoint.address())) co_return endpoint.address();
  const Share pending(shared->without_header, 1);
  beast::tcp_stream socket(std::move(*accepted));
  std::optional<asio::ip::address> peer;
  if (pending.total() <= shared->options.connections.strangers)
    peer = co_await read_proxy_header(worker, &socket, shared, endpoint.address());
  if (!peer) ++shared->proxy_header;
  *accepted = socket.release_socket();
  co_return peer;
}

asio::awaitable<void> serve_connection(Worker* worker, tcp::socket socket, SharedPtr shared) {
  set_up(socket, shared->options);
  const auto peer = co_await peer_of(worker, &socket, shared);
  if (!peer) co_return;
  const std::string address = address_group(*peer);
  Place place(*worker, shared, address);
  if (!place.taken()) co_return;
  const std::shared_ptr<Stream> stream = co_await begin_tls(worker, std::move(socket), shared, &place);
  if (!stream) co_return;
  std::optional<Uuid> device;
  if (shared->options.wants_device) {
    const auto verified = tls::verified_device(stream->native_handle());
    if (!verified || !place.prove(*verified)) {
      ++shared->no_device;
      co_return;
    }
    device = *verified;
  }
  const std::string server_name = tls::asked_server_name(stream->native_handle());
  auto buffer = std::make_shared<beast::flat_buffer>(shared->options.max_header_bytes + 128 * 1024);
  Next next = Next::again;
  while (next == Next::again) {
    const bool comes = co_await wait_for_request(worker, stream, shared, buffer);
    if (!comes) break;
    Request request;
    request.server_name = server_name;
    request.peer_address = address;
    request.device = device;
    next = co_await serve_one(stream, shared, &place, buffer, std::move(request));
    if (buffer->size() == 0) buffer->shrink_to_fit();
  }
  if (next == Next::drain) co_await drain_and_close(stream);
  beast::get_lowest_layer(*stream).close();
}

// What a connection or a listener's own coroutine throws is its own end, and a line in the log.
auto logs_what_is_thrown(SharedPtr shared) {
  return [shared = std::move(shared)](std::exception_ptr thrown) {
    if (!thrown) return;
    try {
      std::rethrow_exception(thrown);
    } catch (...) { log_thrown(shared, "a connection"); }
  };
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
    try {  // no memory for one more: the others go on
      asio::co_spawn(worker->io, serve_connection(worker, std::move(socket), shared), logs_what_is_thrown(shared));
    } catch (...) { log_thrown(shared, "a connection"); }
  }
}

// Says again and again that this thread comes round to its connections.
asio::awaitable<void> beat(Worker* worker, SharedPtr shared) {
  while (!shared->stopping) {
    worker->came_round_at = steady_ms();
    worker->pulse.expires_after(kPulse);
    co_await worker->pulse.async_wait(kAsTuple);
  }
}

// One line a minute at most, however many are turned away; none when nobody was.
asio::awaitable<void> report_turned_away(Worker* worker, SharedPtr shared) {
  ConnectionTable::Counts before;
  std::uint64_t headers_before = 0;
  while (!shared->stopping) {
    worker->report.expires_after(shared->options.report_every);
    co_await worker->report.async_wait(kAsTuple);
    const ConnectionTable::Counts now = shared->table.counts();
    const std::uint64_t refused = now.refused - before.refused;
    const std::uint64_t sent_away = now.sent_away - before.sent_away;
    const std::uint64_t headers = shared->proxy_header - headers_before;
    before = now;
    headers_before += headers;
    if (headers > 0)
      shared->log.write(LogLevel::warning, "balancers' connections came without a PROXY header server=" +
                                               shared->options.name + " connections=" + std::to_string(headers));
    if (refused + sent_away == 0) continue;
    shared->log.write(LogLevel::warning, "connections were turned away server=" + shared->options.name + " refused=" +
                                             std::to_string(refused) + " sent_away=" + std::to_string(sent_away));
  }
}

}  // namespace

struct HttpsServer::Impl {
  SharedPtr shared;
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
  m_impl->shared = std::make_shared<Shared>(std::move(options), std::move(handler), std::move(admission), log);
}

HttpsServer::~HttpsServer() { stop(); }

std::uint16_t HttpsServer::port() const { return m_impl->port; }
ConnectionTable::Counts HttpsServer::connections() const { return m_impl->shared->table.counts(); }

TurnedAway HttpsServer::turned_away() const {
  const Shared& shared = *m_impl->shared;
  return {shared.proxy_header, shared.no_hello, shared.handshake, shared.no_device};
}

std::chrono::milliseconds HttpsServer::silence() const {
  const std::int64_t now = steady_ms();
  std::int64_t longest = 0;
  for (const auto& worker : m_impl->workers) longest = std::max(longest, now - worker->came_round_at);
  return std::chrono::milliseconds(longest);
}

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
  Worker* const first = m_impl->workers.front().get();
  asio::co_spawn(first->io, report_turned_away(first, m_impl->shared), logs_what_is_thrown(m_impl->shared));
  for (auto& worker : m_impl->workers) {
    Worker* const it = worker.get();
    asio::co_spawn(it->io, accept_all(it, m_impl->shared), logs_what_is_thrown(m_impl->shared));
    asio::co_spawn(it->io, beat(it, m_impl->shared), logs_what_is_thrown(m_impl->shared));
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
      it->report.cancel();
      it->pulse.cancel();
      for (beast::tcp_stream* socket : it->idle) socket->cancel();
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
