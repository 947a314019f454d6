// One kept HTTPS connection of a client. Connects when needed, sends one request at a time, reads a bounded answer; any
// failure closes the connection and comes back as a value. Used on the thread of its executor only.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "core/base/result.h"
#include "net/http/message.h"
#include "net/tls/contexts.h"

namespace warmheart::http {

namespace asio = boost::asio;

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  std::string own_address = {};  // IP address of this machine to connect from; empty: the system chooses
};

struct Failure {
  Error error;                                   // unavailable, timeout, corrupt (garbage), limit (answer too long)
  std::optional<tls::HandshakeFault> handshake;  // set when TLS or the certificate is the reason
};

struct ClientLimits {
  std::size_t max_answer_bytes = 4 * 1024 * 1024;
  std::chrono::milliseconds connect_timeout{10'000};   // name, TCP and TLS together
  std::chrono::milliseconds transfer_timeout{30'000};  // sending, and reading the body
};

class HttpsClient {
 public:
  HttpsClient(asio::any_io_executor executor, tls::Context context, Endpoint endpoint, ClientLimits limits = {});
  ~HttpsClient();
  HttpsClient(const HttpsClient&) = delete;
  HttpsClient& operator=(const HttpsClient&) = delete;

  // `answer_within`: from the sent request to the end of the answer's head; long for a wait. A kept connection that the
  // server has closed meanwhile is opened anew once: our requests may be repeated.
  asio::awaitable<tl::expected<Response, Failure>> send(Request request, std::chrono::milliseconds answer_within);

  // Ends what is under way: send() returns unavailable.
  void close();
  // How many connections were opened up to now, each with its handshake.
  std::uint64_t connections_opened() const;
  // Unix time at which ends of certificates are judged; 0: the system clock.
  void set_verify_time(std::int64_t unix_ms);

  struct Impl;

 private:
  std::shared_ptr<Impl> m_impl;
};

}  // namespace warmheart::http
