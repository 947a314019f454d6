// One of the two files that instantiate Beast over TLS (net/http/README.md). House rule: in a statement with co_await
// there is no braced temporary and no capturing lambda; coroutines are functions with by-value parameters.
#include "net/http/https_client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <openssl/ssl.h>

namespace warmheart::http {
namespace {

namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using ErrorValue = boost::system::error_code;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Milliseconds = std::chrono::milliseconds;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kMaxAnswerHead = 16 * 1024;

Failure plain_failure(ErrorCode code, std::string what) { return Failure{Error{code, std::move(what)}, std::nullopt}; }

Failure handshake_failure(tls::HandshakeFault fault, const std::string& doing) {
  const ErrorCode code = fault == tls::HandshakeFault::other ? ErrorCode::corrupt : ErrorCode::unauthenticated;
  return Failure{Error{code, doing + ": " + tls::name_of(fault)}, fault};
}

// The one place where this file's error codes become Errors.
Failure failure_of(const ErrorValue& error, const std::string& doing, SSL* connection) {
  const std::string what = doing + ": " + error.message();
  if (error == beast::error::timeout) return plain_failure(ErrorCode::timeout, what);
  if (error.category() == asio::error::get_ssl_category()) {
    const auto value = static_cast<unsigned long>(static_cast<unsigned int>(error.value()));
    return handshake_failure(tls::explain(connection, value), doing);
  }
  using Fault = beast::http::error;
  if (error == Fault::body_limit || error == Fault::header_limit || error == Fault::buffer_overflow) {
    return plain_failure(ErrorCode::limit, what);
  }
  if (error == Fault::end_of_stream || error == Fault::partial_message)
    return plain_failure(ErrorCode::unavailable, what);
  if (error.category() == beast::http::make_error_code(Fault::bad_version).category())
    return plain_failure(ErrorCode::corrupt, what);
  return plain_failure(ErrorCode::unavailable, what);
}

}  // namespace

struct HttpsClient::Impl {
  Impl(asio::any_io_executor executor_in, tls::Context native_in, Endpoint endpoint_in, ClientLimits limits_in)
      : executor(std::move(executor_in)),
        native(std::move(native_in)),
        context((SSL_CTX_up_ref(native.get()), native.get())),
        endpoint(std::move(endpoint_in)),
        limits(limits_in) {}

  asio::any_io_executor executor;
  tls::Context native;
  asio::ssl::context context;
  Endpoint endpoint;
  ClientLimits limits;
  std::shared_ptr<Stream> stream;  // open and kept; empty: connect first
  beast::flat_buffer buffer;
  std::int64_t verify_time_ms = 0;
  std::uint64_t generation = 0;  // rises with close(): what was under way then ends
  std::uint64_t opened = 0;      // connections whose handshake is done
};

namespace {

using ImplPtr = std::shared_ptr<HttpsClient::Impl>;

using Addresses = std::vector<tcp::endpoint>;

asio::awaitable<tl::expected<Addresses, Failure>> resolve(ImplPtr self) {
  ErrorValue no_address;
  const auto address = asio::ip::make_address(self->endpoint.host, no_address);
  if (!no_address) co_return Addresses(1, tcp::endpoint(address, self->endpoint.port));
  tcp::resolver resolver(self->executor);
  const std::string port = std::to_string(self->endpoint.port);
  const auto [error, found] =
      co_await resolver.async_resolve(self->endpoint.host, port, tcp::resolver::numeric_service, kAsTuple);
  if (error) co_return tl::unexpected<Failure>(failure_of(error, "cannot find " + self->endpoint.host, nullptr));
  Addresses addresses;
  for (const auto& entry : found) addresses.push_back(entry.endpoint());
  co_return addresses;
}

// TLS over a stream that is connected, within the deadline that stands already.
asio::awaitable<tl::expected<std::shared_ptr<Stream>, Failure>> shake_hands(ImplPtr self,
                                                                            std::shared_ptr<Stream> stream,
                                                                            std::string where) {
  ErrorValue ignored;
  beast::get_lowest_layer(*stream).socket().set_option(tcp::no_delay(true), ignored);
  const auto expected = tls::expect_server(stream->native_handle(), self->endpoint.host, self->verify_time_ms);
  if (!expected) co_return tl::unexpected<Failure>(Failure{expected.error(), std::nullopt});
  const auto [broken] = co_await stream->async_handshake(asio::ssl::stream_base::client, kAsTuple);
  if (broken) co_return tl::unexpected<Failure>(failure_of(broken, "no TLS with " + where, stream->native_handle()));
  self->buffer.clear();
  ++self->opened;
  co_return stream;
}

// The first of `addresses` of the family that the socket is bound to; the socket stands at the client's own address.
Result<tcp::endpoint> bind_to(const std::string& own_address, const Addresses& addresses, tcp::socket& socket) {
  ErrorValue error;
  const auto own = asio::ip::make_address(own_address, error);
  if (error) return fail(ErrorCode::invalid_argument, own_address + " is no IP address");
  for (const tcp::endpoint& there : addresses) {
    if (there.address().is_v4() != own.is_v4()) continue;
    socket.open(there.protocol(), error);
    if (!error) socket.bind(tcp::endpoint(own, 0), error);
    if (error) return fail(ErrorCode::unavailable, "cannot connect from " + own_address + ": " + error.message());
    return there;
  }
  return fail(ErrorCode::unavailable, "the server has no address of the kind of " + own_address);
}

asio::awaitable<tl::expected<std::shared_ptr<Stream>, Failure>> connect(ImplPtr self) {
  const std::uint64_t generation = self->generation;
  const std::string where = self->endpoint.host + ":" + std::to_string(self->endpoint.port);
  const auto deadline = std::chrono::steady_clock::now() + self->limits.connect_timeout;
  auto addresses = co_await resolve(self);
  if (!addresses) co_return tl::unexpected<Failure>(addresses.error());
  if (generation != self->generation)
    co_return tl::unexpected<Failure>(plain_failure(ErrorCode::unavailable, "closed"));

  auto stream = std::make_shared<Stream>(self->executor, self->context);
  self->stream = stream;  // so that close() reaches it
  auto& lowest = beast::get_lowest_layer(*stream);
  lowest.expires_at(deadline);
  if (!self->endpoint.own_address.empty()) {
    const auto there = bind_to(self->endpoint.own_address, *addresses, lowest.socket());
    if (!there) co_return tl::unexpected<Failure>(Failure{there.error(), std::nullopt});
    const auto [away] = co_await lowest.async_connect(*there, kAsTuple);
    if (away) co_return tl::unexpected<Failure>(failure_of(away, "cannot connect to " + where, nullptr));
    co_return co_await shake_hands(self, stream, where);
  }
  const auto [refused, endpoint] = co_await lowest.async_connect(*addresses, kAsTuple);
  if (refused) co_return tl::unexpected<Failure>(failure_of(refused, "cannot connect to " + where, nullptr));
  co_return co_await shake_hands(self, stream, where);
}

beast::http::request<beast::http::string_body> to_beast(const Request& request, const Endpoint& endpoint) {
  beast::http::request<beast::http::string_body> out;
  out.version(11);
  out.method_string(request.method);
  out.target(request.target);
  out.set(beast::http::field::host, endpoint.host + ":" + std::to_string(endpoint.port));
  for (const Header& header : request.headers) out.set(header.first, header.second);
  out.body() = request.body;
  out.keep_alive(true);
  out.prepare_payload();
  return out;
}

template <class Message>
Response from_beast(Message&& message) {
  Response out;
  out.status = static_cast<int>(message.result_int());
  out.content_type = std::string(message[beast::http::field::content_type]);
  for (const auto& field : message)
    out.headers.emplace_back(beast::string_view(field.name_string()), beast::string_view(field.value()));
  out.body = std::move(message.body());
  return out;
}

// `began` turns true with the first byte of the answer: from then on a repeat would be a second request.
asio::awaitable<tl::expected<Response, Failure>> transfer(ImplPtr self, std::shared_ptr<Stream> stream, Request request,
                                                          Milliseconds answer_within, std::shared_ptr<bool> began) {
  const auto message = to_beast(request, self->endpoint);
  auto& lowest = beast::get_lowest_layer(*stream);
  lowest.expires_after(self->limits.transfer_timeout);
  const auto [unsent, sent] = co_await beast::http::async_write(*stream, message, kAsTuple);
  // A server that refuses early has answered already: the read below tells why.
  if (unsent == beast::error::timeout)
    co_return tl::unexpected<Failure>(failure_of(unsent, "cannot send", stream->native_handle()));

  beast::http::response_parser<beast::http::string_body> parser;
  parser.body_limit(self->limits.max_answer_bytes);
  parser.header_limit(kMaxAnswerHead);
  lowest.expires_after(answer_within);
  const auto [no_head, head] = co_await beast::http::async_read_header(*stream, self->buffer, parser, kAsTuple);
  *began = parser.got_some();
  if (no_head) co_return tl::unexpected<Failure>(failure_of(no_head, "no answer", stream->native_handle()));
  lowest.expires_after(self->limits.transfer_timeout);
  const auto [cut, read] = co_await beast::http::async_read(*stream, self->buffer, parser, kAsTuple);
  if (cut) co_return tl::unexpected<Failure>(failure_of(cut, "the answer broke off", stream->native_handle()));
  if (!parser.keep_alive()) self->stream.reset();
  lowest.expires_never();
  co_return from_beast(parser.release());
}

asio::awaitable<tl::expected<Response, Failure>> exchange(ImplPtr self, Request request, Milliseconds answer_within) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const bool kept = self->stream != nullptr;
    std::shared_ptr<Stream> stream = self->stream;
    if (!kept) {
      auto connected = co_await connect(self);
      if (!connected) {
        self->stream.reset();
        co_return tl::unexpected<Failure>(connected.error());
      }
      stream = *connected;
    }
    const std::uint64_t generation = self->generation;
    auto began = std::make_shared<bool>(false);
    auto answer = co_await transfer(self, stream, request, answer_within, began);
    if (answer) co_return answer;
    if (self->stream == stream) self->stream.reset();
    const bool stale =
        kept && !*began && answer.error().error.code == ErrorCode::unavailable && generation == self->generation;
    if (!stale) co_return answer;
  }
  co_return tl::unexpected<Failure>(plain_failure(ErrorCode::unavailable, "the server closes every connection"));
}

}  // namespace

HttpsClient::HttpsClient(asio::any_io_executor executor, tls::Context context, Endpoint endpoint, ClientLimits limits)
    : m_impl(std::make_shared<Impl>(std::move(executor), std::move(context), std::move(endpoint), limits)) {}

HttpsClient::~HttpsClient() { close(); }

asio::awaitable<tl::expected<Response, Failure>> HttpsClient::send(Request request, Milliseconds answer_within) {
  return exchange(m_impl, std::move(request), answer_within);
}

void HttpsClient::close() {
  ++m_impl->generation;
  if (!m_impl->stream) return;
  beast::get_lowest_layer(*m_impl->stream).close();
  m_impl->stream.reset();
}

std::uint64_t HttpsClient::connections_opened() const { return m_impl->opened; }

void HttpsClient::set_verify_time(std::int64_t unix_ms) { m_impl->verify_time_ms = unix_ms; }

}  // namespace warmheart::http
