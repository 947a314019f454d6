// The listener without TLS, against those who ask and those who do not behave.
#include "net/http/plain_server.h"

#include "raw_peers.h"

using namespace warmheart;
using namespace std::chrono_literals;
using warmheart::testing::CollectLog;
using warmheart::testing::must;
using warmheart::testing::RawPeer;
using warmheart::testing::within;

namespace {

http::Response tell_path(const http::Request& request) {
  if (request.path == "/throw") throw std::runtime_error("a bug of pages");
  http::Response out;
  out.body = "path " + request.path;
  return out;
}

struct PlainOnes {
  CollectLog log;
  http::PlainServer server;
  explicit PlainOnes(http::PlainOptions options = {}) : server(options, tell_path, log) { must(server.start()); }
};

// All that comes until the server closes.
std::string plain_exchange(const PlainOnes& ones, const std::string& bytes) {
  RawPeer peer(ones.server.port(), bytes);
  peer.wait_at_most(5s);
  std::string all;
  char bin[2048];
  for (ssize_t got = 0; (got = ::recv(peer.socket, bin, sizeof bin, 0)) > 0;)
    all.append(bin, static_cast<std::size_t>(got));
  return all;
}

constexpr const char* kClose = " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

}  // namespace

TEST_CASE("A plain listener answers GET and HEAD, and keeps a connection that wants to be kept") {
  PlainOnes ones;
  const std::string got = plain_exchange(ones, std::string("GET /healthz?x=1") + kClose);
  CHECK(got.starts_with("HTTP/1.1 200 "));
  CHECK(got.ends_with("path /healthz"));
  const std::string head = plain_exchange(ones, std::string("HEAD /healthz") + kClose);
  CHECK(head.find("Content-Length: 13\r\n") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
  const std::string two = plain_exchange(ones, std::string("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b") + kClose);
  CHECK(two.find("path /a") != std::string::npos);
  CHECK(two.ends_with("path /b"));
  CHECK(plain_exchange(ones, "GET /old HTTP/1.0\r\n\r\n").ends_with("path /old"));
}

TEST_CASE("A plain listener takes no bodies, no other methods, no garbage, and what throws is a 500") {
  PlainOnes ones;
  CHECK(plain_exchange(ones, std::string("POST /healthz") + kClose).starts_with("HTTP/1.1 405 "));
  CHECK(
      plain_exchange(ones, "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello").starts_with("HTTP/1.1 400 "));
  CHECK(plain_exchange(ones, std::string("GET /../keys") + kClose).starts_with("HTTP/1.1 400 "));
  CHECK(plain_exchange(ones, "\x16\x03\x01 no HTTP\r\n\r\n").empty());
  CHECK(plain_exchange(ones, "GET /" + std::string(9000, 'a') + kClose).empty());
  CHECK(plain_exchange(ones, std::string("GET /throw") + kClose).starts_with("HTTP/1.1 500 "));
  CHECK(within(1s, [&] {
    const std::lock_guard lock(ones.log.mutex);
    return ones.log.all.find("what=a bug of pages") != std::string::npos;
  }));
}

TEST_CASE("Who is silent or one too many at a plain listener is sent away, and others are served") {
  http::PlainOptions options;
  options.connections = 2;
  options.request_timeout = 300ms;
  PlainOnes ones(options);
  RawPeer silent(ones.server.port(), "");
  RawPeer halfway(ones.server.port(), "GET / HT");
  std::this_thread::sleep_for(50ms);
  RawPeer one_too_many(ones.server.port(), "");
  CHECK(one_too_many.closed_within(200ms));
  CHECK(silent.closed_within(2s));
  CHECK(halfway.closed_within(2s));
  CHECK(plain_exchange(ones, std::string("GET /later") + kClose).ends_with("path /later"));
}

TEST_CASE("A plain listener's port that is taken, and a bind that is no address, are an Error") {
  PlainOnes ones;
  http::PlainOptions options;
  options.port = ones.server.port();
  CollectLog log;
  http::PlainServer second(options, tell_path, log);
  CHECK(second.start().error().code == ErrorCode::unavailable);
  options.bind = "localhost";
  CHECK(http::PlainServer(options, tell_path, log).start().error().code == ErrorCode::invalid_argument);
}
