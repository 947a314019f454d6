// HTTPS over Beast: one io_context a thread, each with its own SO_REUSEPORT listener. Every read and write has a
// deadline, every size and every number a bound; over one of requests or bytes the answer is 503 with Retry-After and
// the body is not read. A head that two readers could take for two requests is 400. An exception ends its own request.
// Owner: app/central's main. The handler runs on the connection's thread and must not block: database work is awaited.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/log.h"
#include "core/base/result.h"
#include "net/http/connection_table.h"
#include "net/http/message.h"
#include "net/tls/contexts.h"

namespace warmheart::http {

namespace asio = boost::asio;

// Server-sent events: returns the next text to write ("event: …\ndata: …\n\n"), or nothing to end the stream.
using EventSource = std::function<asio::awaitable<std::optional<std::string>>()>;

struct Reply {
  Response response;
  EventSource events;               // set: the body is ignored and the stream runs until the source or the peer ends it
  std::function<void()> peer_gone;  // told then, on the connection's thread: the source is to end
};

// One answer to one request. A handler that waits long is told by its own means (SyncServer::stop) to end.
using Handler = std::function<asio::awaitable<Reply>(Request request)>;

// Told of each answer, on the connection's thread: "GET", the path ("" where the head could not be read), the status.
using Answered = std::function<void(const std::string& method, const std::string& path, int status)>;

// Called with the headers only, before the body is read. A Response refuses the request; nothing lets it in.
using Admission = std::function<asio::awaitable<std::optional<Response>>(Request head)>;

struct ServerOptions {
  std::string name;  // "devices", "people": for logs
  std::string bind = "0.0.0.0";
  std::uint16_t port = 0;  // 0: any free one; port() tells
  int threads = 1;
  bool wants_device = false;  // take the device id from the client certificate
  std::vector<Header> on_every_answer;
  Answered answered;
  // Whose connections begin with the header of proxy_header.h, and must: what counts by address, and what a request
  // says of its peer, is the address in it. From all others the header is garbage.
  std::vector<asio::ip::address> balancers;
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_body_bytes = 512 * 1024;
  std::size_t max_body_bytes_in_flight = 128 * 1024 * 1024;  // of all requests, read or announced; beyond it 503
  std::size_t max_busy = 256;                                // requests being worked on; beyond it 503
  ConnectionLimits connections;
  std::chrono::milliseconds first_byte_timeout{3'000};  // until then a connection is a socket, and nothing of TLS
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds header_timeout{15'000};  // from the first byte allowed to the end of the head
  std::chrono::milliseconds body_timeout{30'000};
  std::chrono::milliseconds idle_timeout{75'000};   // between requests of a kept connection
  std::chrono::milliseconds write_timeout{30'000};  // also for what is sent and not acknowledged by the peer's machine
  std::chrono::milliseconds report_every{60'000};   // connections that were turned away: one line in the log
};

// Connections that ended before their first request, by why.
struct TurnedAway {
  std::uint64_t proxy_header = 0;  // of a balancer: none in time, or not to be read
  std::uint64_t no_hello = 0;      // said nothing in time, or no TLS
  std::uint64_t handshake = 0;     // no TLS came about: no certificate, a foreign one, too slow
  std::uint64_t no_device = 0;     // a certificate that names no device, or no place for it
};

class HttpsServer {
 public:
  HttpsServer(ServerOptions options, tls::Context context, Handler handler, Admission admission, Log& log);
  ~HttpsServer();
  HttpsServer(const HttpsServer&) = delete;
  HttpsServer& operator=(const HttpsServer&) = delete;

  Result<void> start();  // listens and returns; unavailable: the port is taken
  std::uint16_t port() const;
  ConnectionTable::Counts connections() const;
  TurnedAway turned_away() const;
  // For how long a thread of it, the one that is silent longest, has not come round to its connections.
  std::chrono::milliseconds silence() const;
  void stop();  // no new connections; ends all within 2 s; joins the threads

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace warmheart::http
