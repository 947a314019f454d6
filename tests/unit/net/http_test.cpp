// The HTTPS server and client against each other and against those who mean no good, over real TLS.
#include "real_environment.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "raw_peers.h"
#include "net/sync/link_failure.h"

using namespace warmheart;
using namespace std::chrono_literals;
using warmheart::testing::CollectLog;
using warmheart::testing::Folder;
using warmheart::testing::must;
using warmheart::testing::RawPeer;
using warmheart::testing::TlsPeer;
using warmheart::testing::within;

namespace asio = boost::asio;

namespace {

asio::awaitable<std::optional<std::string>> bad_events() {
  throw std::runtime_error("a bug of events");
  co_return std::nullopt;
}

asio::awaitable<std::optional<http::Response>> refuse_all(http::Request) {
  http::Response full;
  full.status = 503;
  full.headers.emplace_back("Retry-After", "7");
  co_return full;
}

asio::awaitable<std::optional<http::Response>> throw_at_all(http::Request) {
  throw std::runtime_error("a bug of admission");
  co_return std::nullopt;
}

asio::awaitable<http::Reply> echo(http::Request request) {
  http::Reply reply;
  reply.response.body = request.method + " " + request.path + " " + std::to_string(request.body.size()) +
                        (request.device ? " " + request.device->text() : "");
  if (request.path == "/throw") throw std::runtime_error("a bug");
  if (request.path == "/throw-a-number") throw 7;
  if (request.path == "/events") reply.events = bad_events;
  if (request.path == "/whence") reply.response.body = request.peer_address;
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
  bool logged(const std::string& part) {
    const std::lock_guard lock(log.mutex);
    return log.all.find(part) != std::string::npos;
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

TEST_CASE("A client connects from the address that it is given, and says where it cannot") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const http::Endpoint endpoint{host, server.server->port(), "127.64.0.9"};
    const auto answer = blocking_call(context, endpoint, get("/whence"), 5s);
    REQUIRE(answer);
    CHECK(answer->body == "127.64.0.9");
  }
  const http::Endpoint foreign{"127.0.0.1", server.server->port(), "192.0.2.1"};  // of nobody (RFC 5737)
  CHECK(blocking_call(context, foreign, get("/"), 5s).error().error.code == ErrorCode::unavailable);
  const http::Endpoint other_family{"127.0.0.1", server.server->port(), "::1"};
  CHECK(blocking_call(context, other_family, get("/"), 5s).error().error.code == ErrorCode::unavailable);
  const http::Endpoint no_address{"127.0.0.1", server.server->port(), "somewhere"};
  CHECK(blocking_call(context, no_address, get("/"), 5s).error().error.code == ErrorCode::invalid_argument);
}

TEST_CASE("A client counts the connections that it has opened") {
  Authority authority;
  Server server(authority, {});
  asio::io_context io(1);
  http::HttpsClient client(io.get_executor(), must(tls::pinned_client(authority.ca())), server.endpoint());
  const auto status = [&] {
    int out = 0;
    io.restart();
    asio::co_spawn(io, client.send(get("/"), 5s),
                   [&out](std::exception_ptr, tl::expected<http::Response, http::Failure> answer) {
                     if (answer) out = answer->status;
                   });
    io.run();
    return out;
  };
  CHECK(client.connections_opened() == 0);
  CHECK(status() == 200);
  CHECK(status() == 200);
  CHECK(client.connections_opened() == 1);  // it is kept
  client.close();
  CHECK(status() == 200);
  CHECK(client.connections_opened() == 2);
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
  Server server(authority, options, refuse_all);
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
  options.first_byte_timeout = 300ms;
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
  TlsPeer slow_head(server.server->port(), context, "POST / HT");
  TlsPeer slow_body(server.server->port(), context, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
  TlsPeer no_http(server.server->port(), context, std::string(3000, '\x01'));
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

TEST_CASE("What is thrown, whatever it is and wherever, ends its own request and is a line in the log") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  CHECK(blocking_call(context, server.endpoint(), get("/throw-a-number"), 5s)->status == 500);
  CHECK(server.logged("a handler threw server= what=something that is no std::exception"));
  TlsPeer events(server.server->port(), context, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(events.answer().find("HTTP/1.1 200") == 0);
  CHECK(within(5s, [&] { return server.logged("a bug of events"); }));
  CHECK(blocking_call(context, server.endpoint(), get("/"), 5s)->status == 200);

  Server gated(authority, {}, throw_at_all);
  CHECK(blocking_call(context, gated.endpoint(), get("/"), 5s)->status == 500);
  CHECK(gated.logged("an admission threw server= what=a bug of admission"));
  CHECK(blocking_call(context, gated.endpoint(), get("/"), 5s)->status == 500);
}

TEST_CASE("A head that two readers could take for two requests is 400, and what follows it is not read") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  const std::string next = "GET /second HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  for (const std::string& head : {
           std::string("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"),
           std::string("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n"),
           std::string("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n" + chunked + "\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\n" + chunked + chunked + "\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n" + chunked + "\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\n" + chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n",
           std::string("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost:\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"),
           std::string("GET / HTTP/1.0\r\nHost: x\r\n\r\n"),
       }) {
    INFO(head);
    TlsPeer peer(server.server->port(), context, head + next);
    const std::string answer = peer.answer();
    CHECK(answer.find("HTTP/1.1 400") == 0);
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(answer.find("HTTP/1.1", 1) == std::string::npos);
  }
  TlsPeer good(server.server->port(), context,
               "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + chunked + "\r\n3\r\nabc\r\n0\r\n\r\n");
  CHECK(good.answer().find("POST / 3") != std::string::npos);
}

TEST_CASE("HEAD is answered as GET is, without a body") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  TlsPeer peer(server.server->port(), context, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = peer.answer();
  CHECK(answer.find("HTTP/1.1 200") == 0);
  CHECK(answer.find("Content-Length: 8\r\n") != std::string::npos);  // "HEAD / 0"
  CHECK(answer.substr(answer.size() - 4) == "\r\n\r\n");
  TlsPeer refused(server.server->port(), context, "HEAD /../x HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string refusal = refused.answer();
  CHECK(refusal.find("HTTP/1.1 400") == 0);
  CHECK(refusal.substr(refusal.size() - 4) == "\r\n\r\n");
}

TEST_CASE("Bodies in flight have a budget: what is announced counts, and who has no body is served") {
  Authority authority;
  http::ServerOptions options;
  options.max_body_bytes = 1000;
  options.max_body_bytes_in_flight = 1500;
  Server server(authority, options);
  const auto context = must(tls::pinned_client(authority.ca()));
  http::Request request = get("/");
  request.method = "POST";
  request.body = std::string(800, 'x');
  {
    TlsPeer slow(server.server->port(), context,
                 "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
    REQUIRE(slow.next().find("HTTP/1.1 100") == 0);  // let in
    const auto full = blocking_call(context, server.endpoint(), request, 5s);
    REQUIRE(full);
    CHECK(full->status == 503);
    CHECK(std::ranges::count(full->headers, http::Header("Retry-After", "2")) == 1);
    CHECK(blocking_call(context, server.endpoint(), get("/"), 5s)->status == 200);
  }
  CHECK(within(5s, [&] { return blocking_call(context, server.endpoint(), request, 5s)->status == 200; }));
}

TEST_CASE("One address has its number of connections; its own longest silent one goes, and others are served") {
  Authority authority;
  http::ServerOptions options;
  options.connections.an_address = 3;
  options.report_every = 100ms;
  Server server(authority, options);
  const auto context = must(tls::pinned_client(authority.ca()));
  std::vector<std::unique_ptr<RawPeer>> silent;
  for (int i = 0; i < 20; ++i) silent.push_back(std::make_unique<RawPeer>(server.server->port(), "", "127.0.0.2"));
  CHECK(blocking_call(context, server.endpoint(), get("/"), 5s)->status == 200);
  CHECK(within(5s, [&] { return server.server->connections().sent_away == 17; }));
  for (std::size_t i = 0; i < 17; ++i) CHECK(silent[i]->closed_within(5s));
  CHECK(within(5s, [&] { return server.logged("connections were turned away server= refused=0 sent_away="); }));
}

TEST_CASE("A connection that says nothing, or no TLS, is closed before any TLS is made for it") {
  Authority authority;
  http::ServerOptions options;
  options.first_byte_timeout = 200ms;
  options.handshake_timeout = 60s;
  Server server(authority, options);
  RawPeer silent(server.server->port(), "");
  RawPeer plain(server.server->port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(plain.closed_within(10s));
  CHECK(silent.closed_within(10s));
  CHECK(within(5s, [&] { return server.server->connections().strangers == 0; }));
}

TEST_CASE("A device has three connections: a fourth is served, and the longest idle goes") {
  Authority authority;
  http::ServerOptions options;
  options.wants_device = true;
  Server server(authority, options);
  SystemClock clock;
  SystemRandom random;
  const auto device = authority.device(0, 90, Uuid::make(clock, random));
  const auto other = authority.device(0, 90, Uuid::make(clock, random));
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  TlsPeer neighbour(server.server->port(), other, request);
  CHECK(neighbour.next().find("HTTP/1.1 200") == 0);
  std::vector<std::unique_ptr<TlsPeer>> peers;
  for (int i = 0; i < 4; ++i) {
    peers.push_back(std::make_unique<TlsPeer>(server.server->port(), device, request));
    CHECK(peers.back()->next().find("HTTP/1.1 200") == 0);
  }
  CHECK(peers[0]->closed_within(5s));
  CHECK(server.server->connections().of_devices == 4);
  CHECK(server.server->connections().replaced == 1);
  for (TlsPeer* kept : {peers[1].get(), peers[2].get(), peers[3].get(), &neighbour}) {
    kept->send(request);
    CHECK(kept->next().find("HTTP/1.1 200") == 0);
  }
}

TEST_CASE("A device's certificate that begins next year is taken; one that has ended is not, whenever it begins") {
  Authority authority;
  http::ServerOptions options;
  options.wants_device = true;
  Server server(authority, options);
  const std::int64_t now = SystemClock().now().wall_ms;
  constexpr std::int64_t kDay = 86'400'000;
  const auto ahead = blocking_call(authority.device(now + 300 * kDay, 90), server.endpoint(), get("/"), 5s);
  REQUIRE(ahead);
  CHECK(ahead->status == 200);
  const auto ended = blocking_call(authority.device(now - 91 * kDay, 90), server.endpoint(), get("/"), 5s);
  REQUIRE_FALSE(ended);
  CHECK(why(ended.error()) == LinkFailure::certificate_expired);
  const auto never = blocking_call(authority.device(now + kDay, -2), server.endpoint(), get("/"), 5s);
  REQUIRE_FALSE(never);
  CHECK(why(never.error()) == LinkFailure::certificate_expired);
}

TEST_CASE("A handler that throws is a 500 and a line in the log; targets that leave their folder are 400") {
  Authority authority;
  Server server(authority, {});
  const auto context = must(tls::pinned_client(authority.ca()));
  CHECK(blocking_call(context, server.endpoint(), get("/throw"), 5s)->status == 500);
  CHECK(server.logged("what=a bug"));
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
  request.headers.emplace_back("cookie", "a=1; __Host-wh_session=abc; b=2");
  CHECK(request.cookie("__Host-wh_session") == "abc");
  CHECK(request.cookie("wh_session").empty());
}
