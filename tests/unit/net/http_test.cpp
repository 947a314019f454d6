// The HTTPS server and client against each other and against those who mean no good, over real TLS.
#include "real_environment.h"

#include <arpa/inet.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "net/sync/link_failure.h"

using namespace warmheart;
using namespace std::chrono_literals;
using warmheart::testing::CollectLog;
using warmheart::testing::Folder;
using warmheart::testing::must;
using warmheart::testing::within;

namespace asio = boost::asio;

namespace {

asio::awaitable<http::Reply> echo(http::Request request) {
  http::Reply reply;
  reply.response.body = request.method + " " + request.path + " " + std::to_string(request.body.size()) +
                        (request.device ? " " + request.device->text() : "");
  if (request.path == "/throw") throw std::runtime_error("a bug");
  co_return reply;
}

struct Authority {
  Folder folder;
  Authority() {
    must(tls::make_authority(folder.path));
    const std::vector<std::string> names = {"localhost", "127.0.0.1"};
    must(tls::make_server_certificate(folder.path, names));
  }
  Bytes ca() const { return must(tls::der_of_pem(must(tls::read_small_file(folder.path + "/ca.pem")))); }
  tls::Context device(std::int64_t not_before_ms = 0, int days = 90, Uuid id = Uuid()) const {
    const auto key = must(tls::make_device_key_and_csr());
    const auto authority = must(tls::Authority::load(folder.path));
    const tls::ClientIdentity own{tls::pem_of_der(must(authority.sign_device(key.csr_der, id, days, not_before_ms))),
                                  key.key_pem};
    return must(tls::device_client(ca(), own));
  }
};

struct Server {
  CollectLog log;
  std::unique_ptr<http::HttpsServer> server;
  Server(const Authority& authority, http::ServerOptions options, http::Admission admission = nullptr) {
    options.bind = "127.0.0.1";
    const auto context =
        options.wants_device ? tls::devices_server(authority.folder.path) : tls::people_server(authority.folder.path);
    server = std::make_unique<http::HttpsServer>(options, must(context), echo, admission, log);
    must(server->start());
  }
  http::Endpoint endpoint(const std::string& host = "127.0.0.1") const { return http::Endpoint{host, server->port()}; }
};

http::Request get(const std::string& target) {
  http::Request request;
  request.method = "GET";
  request.target = target;
  return request;
}

LinkFailure why(const http::Failure& failure) { return link_failure_of(failure.error, failure.handshake); }

// A peer that speaks no TLS: sends these bytes and keeps the connection open until it goes.
struct RawPeer {
  int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  RawPeer(std::uint16_t port, const std::string& bytes) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    if (!bytes.empty()) REQUIRE(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0);
  }
  ~RawPeer() { ::close(socket); }
  bool closed_within(std::chrono::milliseconds most) {
    timeval wait{most.count() / 1000, static_cast<suseconds_t>(most.count() % 1000 * 1000)};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    char bin[512];
    ssize_t got = 0;
    while ((got = ::recv(socket, bin, sizeof bin, 0)) > 0) {}
    return got == 0 || errno == ECONNRESET;
  }
};

// A peer that speaks TLS and then dawdles.
struct SlowPeer : RawPeer {
  SSL* ssl;
  SlowPeer(std::uint16_t port, const tls::Context& context, const std::string& bytes)
      : RawPeer(port, ""), ssl(SSL_new(context.get())) {
    SSL_set_fd(ssl, socket);
    must(tls::expect_server(ssl, "127.0.0.1", 0));
    REQUIRE(SSL_connect(ssl) == 1);
    REQUIRE(SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size()));
  }
  ~SlowPeer() { SSL_free(ssl); }
};

// A server that accepts once and answers every connection with these bytes.
struct RawServer {
  int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  std::uint16_t port = 0;
  std::thread thread;
  explicit RawServer(std::string bytes) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket, 8) == 0);
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread = std::thread([this, bytes = std::move(bytes)] {
      while (true) {
        const int peer = ::accept(socket, nullptr, nullptr);
        if (peer < 0) return;
        if (!bytes.empty()) ::send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        char bin[4096];
        if (!bytes.empty()) ::recv(peer, bin, sizeof bin, 0);
        while (bytes.empty() && ::recv(peer, bin, sizeof bin, 0) > 0) {}  // silent until the other side goes
        ::close(peer);
      }
    });
  }
  ~RawServer() {
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    thread.join();
  }
};

}  // namespace

TEST_CASE("A request travels over TLS and back, by address and by name") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const auto answer = blocking_call(context, server.endpoint(host), get("/a%20b?x=1"), 5s);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "GET /a b 0");
  }
}

TEST_CASE("The devices listener knows the device by its certificate only") {
  Authority authority;
  http::ServerOptions options;
  options.wants_device = true;
  Server server(authority, options);
  SystemClock clock;
  SystemRandom random;
  const Uuid id = Uuid::make(clock, random);
  const auto answer = blocking_call(authority.device(0, 90, id), server.endpoint(), get("/"), 5s);
  REQUIRE(answer);
  CHECK(answer->body == "GET / 0 " + id.text());
}

TEST_CASE("Certificates that are not right are told apart") {
  Authority authority;
  Authority foreign;
  http::ServerOptions options;
  options.wants_device = true;
  Server server(authority, options);
  SECTION("the server is of another authority") {
    const auto answer = blocking_call(foreign.device(), server.endpoint(), get("/"), 5s);
    REQUIRE_FALSE(answer);
    CHECK(why(answer.error()) == LinkFailure::wrong_centre);
  }
  SECTION("our own certificate has ended") {
    const auto answer = blocking_call(authority.device(SystemClock().now().wall_ms - 100ll * 86'400'000, 90),
                                      server.endpoint(), get("/"), 5s);
    REQUIRE_FALSE(answer);
    CHECK(why(answer.error()) == LinkFailure::certificate_expired);
  }
  SECTION("our own certificate is of another authority") {
    const auto key = must(tls::make_device_key_and_csr());
    const auto signer = must(tls::Authority::load(foreign.folder.path));
    const tls::ClientIdentity own{tls::pem_of_der(must(signer.sign_device(key.csr_der, Uuid()))), key.key_pem};
    const auto answer = blocking_call(must(tls::device_client(authority.ca(), own)), server.endpoint(), get("/"), 5s);
    REQUIRE_FALSE(answer);
    CHECK(why(answer.error()) == LinkFailure::certificate_refused);
  }
  SECTION("no certificate at all") {
    const auto answer = blocking_call(must(tls::pinned_client(authority.ca())), server.endpoint(), get("/"), 5s);
    REQUIRE_FALSE(answer);
    CHECK(why(answer.error()) == LinkFailure::certificate_refused);
  }
}

TEST_CASE("A certificate for another address, or one that has ended, is not the centre's") {
  Authority authority;
  SECTION("another name") {
    const std::vector<std::string> names = {"elsewhere.example"};
    must(tls::make_server_certificate(authority.folder.path, names));
    Server server(authority, {});
    for (const char* host : {"127.0.0.1", "localhost"}) {
      const auto answer = blocking_call(must(tls::pinned_client(authority.ca())), server.endpoint(host), get("/"), 5s);
      REQUIRE_FALSE(answer);
      CHECK(why(answer.error()) == LinkFailure::wrong_address);
    }
  }
  SECTION("ended") {
    const std::vector<std::string> names = {"127.0.0.1"};
    must(tls::make_server_certificate(authority.folder.path, names, 0));
    Server server(authority, {});
    const auto answer = blocking_call(must(tls::pinned_client(authority.ca())), server.endpoint(), get("/"), 5s);
    REQUIRE_FALSE(answer);
    CHECK(why(answer.error()) == LinkFailure::centre_expired);
  }
}

TEST_CASE("A certificate that begins tomorrow is taken: a kiosk's clock may be behind") {
  Authority authority;
  Server server(authority, {});
  asio::io_context io;
  http::HttpsClient client(io.get_executor(), must(tls::pinned_client(authority.ca())), server.endpoint());
  client.set_verify_time(86'400'000);  // 1970
  std::optional<int> status;
  asio::co_spawn(io, client.send(get("/"), 5s),
                 [&](std::exception_ptr, tl::expected<http::Response, http::Failure> answer) {
                   status = answer ? answer->status : -1;
                   if (!answer) UNSCOPED_INFO(answer.error().error.what);
                 });
  io.run();
  CHECK(status == 200);
}

TEST_CASE("No server, a silent server, a server that talks garbage: an Error each, in time") {
  Authority authority;
  const auto context = must(tls::pinned_client(authority.ca()));
  const auto nobody = blocking_call(context, http::Endpoint{"127.0.0.1", 1}, get("/"), 2s);
  REQUIRE_FALSE(nobody);
  CHECK(why(nobody.error()) == LinkFailure::unreachable);
  RawServer garbage("220 hello, this is no TLS at all\r\n");
  const auto answer = blocking_call(context, http::Endpoint{"127.0.0.1", garbage.port}, get("/"), 2s);
  REQUIRE_FALSE(answer);
  CHECK(why(answer.error()) == LinkFailure::bad_answer);
  RawServer silent("");
  const auto none = blocking_call(context, http::Endpoint{"127.0.0.1", silent.port}, get("/"), 500ms);
  REQUIRE_FALSE(none);
  CHECK(why(none.error()) == LinkFailure::timed_out);  // the client's own end: the silent server never closes first
}

TEST_CASE("Bodies over the limit are refused with 413, at the head and in the middle") {
  Authority authority;
  http::ServerOptions options;
  options.max_body_bytes = 10'000;
  Server server(authority, options);
  const auto context = must(tls::pinned_client(authority.ca()));
  http::Request request = get("/");
  request.method = "POST";
  request.body = std::string(10'000, 'x');
  auto answer = blocking_call(context, server.endpoint(), request, 5s);
  REQUIRE(answer);
  CHECK(answer->status == 200);
  request.body = std::string(400'000, 'x');
  answer = blocking_call(context, server.endpoint(), request, 5s);
  REQUIRE(answer);
  CHECK(answer->status == 413);
}

TEST_CASE("Over the admission limit: 503 and Retry-After, and the body is not waited for") {
  Authority authority;
  http::ServerOptions options;
  Server server(authority, options, [](const http::Request&) {
    http::Response full;
    full.status = 503;
    full.headers.emplace_back("Retry-After", "7");
    return std::optional<http::Response>(full);
  });
  http::Request request = get("/");
  request.method = "POST";
  request.body = std::string(300'000, 'x');
  const auto answer = blocking_call(must(tls::pinned_client(authority.ca())), server.endpoint(), request, 5s);
  REQUIRE(answer);
  CHECK(answer->status == 503);
  bool says_when = false;
  for (const auto& [name, value] : answer->headers) says_when = says_when || (name == "Retry-After" && value == "7");
  CHECK(says_when);
}

TEST_CASE("Garbage, silence and half-open peers are sent away and harm nobody") {
  Authority authority;
  http::ServerOptions options;
  options.handshake_timeout = 300ms;
  options.idle_timeout = 300ms;
  Server server(authority, options);
  std::vector<std::unique_ptr<RawPeer>> peers;
  for (int i = 0; i < 50; ++i) {
    peers.push_back(std::make_unique<RawPeer>(server.server->port(),
                                              i % 2 ? std::string() : std::string(500, static_cast<char>(i))));
  }
  const auto context = must(tls::pinned_client(authority.ca()));
  for (int i = 0; i < 5; ++i) {
    const auto answer = blocking_call(context, server.endpoint(), get("/"), 5s);
    REQUIRE(answer);
  }
  for (auto& peer : peers) CHECK(peer->closed_within(4s));
}

TEST_CASE("Who sends a head or a body too slowly is cut off, and others are served meanwhile") {
  Authority authority;
  http::ServerOptions options;
  options.header_timeout = 400ms;
  options.body_timeout = 400ms;
  Server server(authority, options);
  const auto context = must(tls::pinned_client(authority.ca()));
  SlowPeer slow_head(server.server->port(), context, "POST / HT");
  SlowPeer slow_body(server.server->port(), context, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
  SlowPeer no_http(server.server->port(), context, std::string(3000, '\x01'));
  CHECK(blocking_call(context, server.endpoint(), get("/"), 5s)->status == 200);
  CHECK(slow_head.closed_within(3s));
  CHECK(slow_body.closed_within(3s));
  CHECK(no_http.closed_within(4s));
}

TEST_CASE("A head over the limit is refused") {
  Authority authority;
  Server server(authority, {});
  http::Request request = get("/");
  request.headers.emplace_back("X-Long", std::string(60'000, 'x'));
  const auto answer = blocking_call(must(tls::pinned_client(authority.ca())), server.endpoint(), request, 5s);
  REQUIRE(answer);
  CHECK(answer->status == 413);
}

TEST_CASE("A handler that throws is a 500 and a line in the log; targets that leave their folder are 400") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  CHECK(blocking_call(context, server.endpoint(), get("/throw"), 5s)->status == 500);
  CHECK(server.log.all.find("a bug") != std::string::npos);
  for (const char* target : {"/../etc/passwd", "/%2e%2e/etc/passwd", "/a%00b", "/a\\b", "nothing", "/%zz"}) {
    INFO(target);
    CHECK(blocking_call(context, server.endpoint(), get(target), 5s)->status == 400);
  }
}

TEST_CASE("A port that is taken is an Error, also for a server of many threads") {
  Authority authority;
  http::ServerOptions options;
  options.threads = 2;
  Server first(authority, options);
  options.bind = "127.0.0.1";
  options.port = first.server->port();
  CollectLog log;
  http::HttpsServer second(options, must(tls::people_server(authority.folder.path)), echo, nullptr, log);
  const auto started = second.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().code == ErrorCode::unavailable);
}

TEST_CASE("Queries and cookies are read as they were meant") {
  http::Request request;
  REQUIRE(http::parse_target("/a?x=%E5%BC%A0&y=1+2&z", request));
  CHECK(request.query["x"] == "张");
  CHECK(request.query["y"] == "1 2");
  CHECK(request.query.count("z") == 1);
  request.headers.emplace_back("cookie", "a=1; wh_session=abc; b=2");
  CHECK(request.cookie("wh_session") == "abc");
  CHECK(request.cookie("session").empty());
}
