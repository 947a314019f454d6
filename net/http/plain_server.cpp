// Beast without TLS: compiled apart from the two files that have it (net/http/README.md).
#include "net/http/plain_server.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <thread>

namespace warmheart::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using ErrorValue = boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::empty_body>;
using PlainResponse = beast::http::response<beast::http::string_body>;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kMaxHead = 8 * 1024;
constexpr std::chrono::milliseconds kPause{100};

Response plain_refusal(int status, const char* code) {
  Response out;
  out.status = status;
  out.body = std::string(R"({"error":{"code":")") + code + R"("}})";
  out.close = true;
  return out;
}

// False: not a request that is served here.
bool read_plain_head(const Parser& parser, Request& into) {
  const auto& message = parser.get();
  into.method = std::string(message.method_string());
  for (const auto& field : message) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    into.headers.emplace_back(std::move(name), std::string(field.value()));
  }
  const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
  return !has_body && parse_target(std::string_view(message.target().data(), message.target().size()), into);
}

PlainResponse plain_message(Response response, const Parser& parser) {
  PlainResponse out;
  out.version(parser.get().version() == 10 ? 10 : 11);
  out.result(static_cast<unsigned>(response.status));
  out.set(beast::http::field::content_type, response.content_type);
  out.set(beast::http::field::cache_control, "no-store");
  for (const Header& header : response.headers) out.insert(header.first, header.second);
  out.body() = std::move(response.body);
  out.keep_alive(parser.keep_alive() && !response.close);
  out.prepare_payload();
  if (parser.get().method() == beast::http::verb::head) out.body().clear();
  return out;
}

}  // namespace

struct PlainServer::Impl {
  Impl(PlainOptions options_in, Handler handler_in, Log& log_in)
      : options(std::move(options_in)), handler(std::move(handler_in)), log(log_in) {}

  // Counts a connection for as long as it lives.
  class Connected {
   public:
    explicit Connected(Impl& impl) : m_impl(impl) { ++m_impl.connected; }
    Connected(const Connected&) = delete;
    Connected& operator=(const Connected&) = delete;
    ~Connected() { --m_impl.connected; }

   private:
    Impl& m_impl;
  };

  Response respond(const Parser& parser) {
    Request request;
    if (!read_plain_head(parser, request)) return plain_refusal(400, "invalid_argument");
    if (request.method != "GET" && request.method != "HEAD") return plain_refusal(405, "unsupported");
    try {
      return handler(request);
    } catch (const std::exception& thrown) {
      log.write(LogLevel::error, "a handler threw server=health what=" + std::string(thrown.what()));
    } catch (...) {
      log.write(LogLevel::error, "a handler threw server=health what=something that is no std::exception");
    }
    return plain_refusal(500, "internal");
  }

  static asio::awaitable<void> serve(Impl* self, tcp::socket accepted) {
    const Connected connected_one(*self);
    if (self->connected > self->options.connections) co_return;
    beast::tcp_stream stream(std::move(accepted));
    beast::flat_buffer buffer(kMaxHead * 2);
    for (bool again = true; again;) {
      Parser parser;
      parser.header_limit(kMaxHead);
      stream.expires_after(self->options.request_timeout);
      const auto [no_head, head_bytes] = co_await beast::http::async_read_header(stream, buffer, parser, kAsTuple);
      if (no_head) break;
      const PlainResponse answer = plain_message(self->respond(parser), parser);
      stream.expires_after(self->options.request_timeout);
      const auto [unsent, sent] = co_await beast::http::async_write(stream, answer, kAsTuple);
      again = !unsent && answer.keep_alive();
    }
    ErrorValue ignored;
    stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
  }

  static asio::awaitable<void> accept_all(Impl* self) {
    for (;;) {
      auto [failed, socket] = co_await self->acceptor.async_accept(kAsTuple);
      if (failed == asio::error::operation_aborted) co_return;
      if (!failed) {
        asio::co_spawn(self->io, serve(self, std::move(socket)), ends_alone);
        continue;
      }
      self->pause.expires_after(kPause);  // out of file descriptors, most likely
      co_await self->pause.async_wait(kAsTuple);
    }
  }

  // What a connection throws is its own end: there is nobody behind it.
  static void ends_alone(std::exception_ptr) {}

  const PlainOptions options;
  const Handler handler;
  Log& log;
  std::size_t connected = 0;  // on the thread
  std::uint16_t port = 0;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  std::thread thread;
};

PlainServer::PlainServer(PlainOptions options, Handler handler, Log& log)
    : m_impl(std::make_unique<Impl>(std::move(options), std::move(handler), log)) {}

PlainServer::~PlainServer() { stop(); }

std::uint16_t PlainServer::port() const { return m_impl->port; }

Result<void> PlainServer::start() {
  const PlainOptions& options = m_impl->options;
  tcp::acceptor& acceptor = m_impl->acceptor;
  ErrorValue error;
  const auto address = asio::ip::make_address(options.bind, error);
  if (error) return fail(ErrorCode::invalid_argument, "\"" + options.bind + "\" is no IP address to listen on");
  const tcp::endpoint endpoint(address, options.port);
  const auto step = [&error](const auto& act) {
    if (!error) act();
  };
  step([&] { acceptor.open(endpoint.protocol(), error); });
  step([&] { acceptor.set_option(tcp::acceptor::reuse_address(true), error); });
  step([&] { acceptor.bind(endpoint, error); });
  step([&] { acceptor.listen(asio::socket_base::max_listen_connections, error); });
  step([&] { m_impl->port = acceptor.local_endpoint(error).port(); });
  if (error)
    return fail(ErrorCode::unavailable,
                "cannot listen on " + options.bind + ":" + std::to_string(options.port) + ": " + error.message());
  Impl* const self = m_impl.get();
  asio::co_spawn(self->io, Impl::accept_all(self), Impl::ends_alone);
  self->thread = std::thread([self] { self->io.run(); });
  return {};
}

void PlainServer::stop() {
  m_impl->io.stop();
  if (m_impl->thread.joinable()) m_impl->thread.join();
}

}  // namespace warmheart::http
