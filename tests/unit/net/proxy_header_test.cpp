// PROXY protocol, version 2: the bytes alone, and in front of real TLS.
#include "real_environment.h"

#include <set>

#include "net/http/proxy_header.h"
#include "net/http/request_id.h"
#include "raw_peers.h"

using namespace warmheart;
using namespace std::chrono_literals;
using warmheart::testing::CollectLog;
using warmheart::testing::Folder;
using warmheart::testing::must;
using warmheart::testing::RawPeer;
using warmheart::testing::within;

namespace asio = boost::asio;

namespace {

constexpr const char* kBalancer = "127.0.0.30";
const std::string kProxySignature("\r\n\r\n\0\r\nQUIT\n", 12);

// A header with these bytes behind the first sixteen; `announced` where the length is a lie.
std::string proxy_header(int command, int family, const std::string& rest, std::optional<std::size_t> announced = {}) {
  const std::size_t size = announced.value_or(rest.size());
  std::string out = kProxySignature;
  for (const std::size_t byte : {static_cast<std::size_t>(command), static_cast<std::size_t>(family), size >> 8, size})
    out += static_cast<char>(byte & 0xff);
  return out + rest;
}

std::string from_tcp4(const std::string& address) {
  const auto source = asio::ip::make_address_v4(address).to_bytes();
  return proxy_header(0x21, 0x11,
                      std::string(source.begin(), source.end()) + std::string("\x7f\0\0\1\x30\x39\x24\xe3", 8));
}

std::string from_tcp6(const std::string& address, const std::string& tlvs = "") {
  const auto source = asio::ip::make_address_v6(address).to_bytes();
  return proxy_header(0x21, 0x21, std::string(source.begin(), source.end()) + std::string(20, '\1') + tlvs);
}

auto parsed(const std::string& bytes) { return http::parse_proxy_header(view_of(bytes)); }

asio::awaitable<http::Reply> tell_peer(http::Request request) {
  http::Reply reply;
  reply.response.body = request.peer_address + " " + request.id;
  co_return reply;
}

struct BehindBalancer {
  Folder folder;
  CollectLog log;
  std::unique_ptr<http::HttpsServer> server;

  explicit BehindBalancer(http::ServerOptions options = {}) {
    must(tls::make_authority(folder.path));
    const std::vector<std::string> names = {"127.0.0.1"};
    must(tls::make_server_certificate(folder.path, names));
    options.bind = "127.0.0.1";
    options.balancers = {asio::ip::make_address(kBalancer)};
    server =
        std::make_unique<http::HttpsServer>(options, must(tls::people_server(folder.path)), tell_peer, nullptr, log);
    must(server->start());
  }
  tls::Context client() const {
    return must(tls::pinned_client(must(tls::der_of_pem(must(tls::read_small_file(folder.path + "/ca.pem"))))));
  }
};

// Comes from an address of the test's choice, says these bytes, in pieces of this size, and speaks TLS after them.
struct BalancedPeer : RawPeer {
  SSL* ssl = nullptr;
  bool secure = false;

  BalancedPeer(const BehindBalancer& centre, const std::string& header, const char* from = kBalancer,
               std::size_t piece = 4096)
      : RawPeer(centre.server->port(), "", from) {
    for (std::size_t at = 0; at < header.size(); at += piece) {
      const std::string part = header.substr(at, piece);
      ::send(socket, part.data(), part.size(), MSG_NOSIGNAL);
      if (piece == 1) std::this_thread::sleep_for(2ms);
    }
    wait_at_most(5s);
    const tls::Context context = centre.client();
    ssl = SSL_new(context.get());
    SSL_set_fd(ssl, socket);
    must(tls::expect_server(ssl, "127.0.0.1", 0));
    secure = SSL_connect(ssl) == 1;
  }
  ~BalancedPeer() { SSL_free(ssl); }

  // The body of the answer to GET /; empty: none came.
  std::string ask(const std::string& more_head = "") {
    if (!secure) return "";
    const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more_head + "\r\n";
    if (SSL_write(ssl, request.data(), static_cast<int>(request.size())) <= 0) return "";
    std::string all;
    char bin[4096];
    for (int got = 0; (got = SSL_read(ssl, bin, sizeof bin)) > 0;) all.append(bin, static_cast<std::size_t>(got));
    const std::size_t body = all.find("\r\n\r\n");
    return body == std::string::npos ? "" : all.substr(body + 4);
  }
};

std::string first_word(const std::string& text) { return text.substr(0, text.find(' ')); }

}  // namespace

TEST_CASE("A PROXY header names the peer of IPv4 or IPv6, and what stands behind the addresses is skipped") {
  CHECK(must(parsed(from_tcp4("203.0.113.7"))) == asio::ip::make_address("203.0.113.7"));
  CHECK(must(parsed(from_tcp6("2001:db8::7"))) == asio::ip::make_address("2001:db8::7"));
  CHECK(must(parsed(from_tcp6("2001:db8::7", std::string("\x04\0\3abc", 6)))) == asio::ip::make_address("2001:db8::7"));
  CHECK(must(parsed(from_tcp6("2001:db8::7", std::string(500, 'x')))) == asio::ip::make_address("2001:db8::7"));
}

TEST_CASE("A balancer that speaks for itself keeps its own address, whatever stands in the header") {
  CHECK(must(parsed(proxy_header(0x20, 0x00, ""))) == std::nullopt);
  CHECK(must(parsed(proxy_header(0x20, 0x11, std::string(12, '\7')))) == std::nullopt);
  CHECK(must(parsed(proxy_header(0x20, 0xff, "what it likes"))) == std::nullopt);
}

TEST_CASE("Every other form of a PROXY header is refused") {
  const std::string good = from_tcp4("203.0.113.7");
  for (std::size_t i = 0; i < 12; ++i) {
    std::string broken = good;
    broken[i] = static_cast<char>(broken[i] ^ 1);
    CHECK_FALSE(parsed(broken));  // the signature
  }
  for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(parsed(good.substr(0, size)));
  CHECK_FALSE(parsed(good + "x"));                                        // more than announced
  CHECK_FALSE(parsed("PROXY TCP4 203.0.113.7 127.0.0.1 12345 443\r\n"));  // version 1
  CHECK_FALSE(parsed(proxy_header(0x11, 0x11, std::string(12, '\1'))));   // version 1 in version 2's clothes
  CHECK_FALSE(parsed(proxy_header(0x31, 0x11, std::string(12, '\1'))));   // version 3
  for (const int command : {0x22, 0x2f}) CHECK_FALSE(parsed(proxy_header(command, 0x11, std::string(12, '\1'))));
  for (const int family : {0x00, 0x01, 0x10, 0x12, 0x13, 0x20, 0x22, 0x31, 0x32, 0x41})
    CHECK_FALSE(parsed(proxy_header(0x21, family, std::string(216, '\1'))));  // no TCP over IP
  CHECK_FALSE(parsed(proxy_header(0x21, 0x11, std::string(11, '\1'))));       // too short for IPv4
  CHECK_FALSE(parsed(proxy_header(0x21, 0x21, std::string(35, '\1'))));       // and for IPv6
  CHECK(parsed(proxy_header(0x21, 0x21, std::string(536, '\1'))));
  CHECK_FALSE(parsed(proxy_header(0x21, 0x21, std::string(537, '\1'))));
  CHECK_FALSE(parsed(proxy_header(0x20, 0x00, std::string(537, '\1'))));
  CHECK_FALSE(http::proxy_header_rest(view_of(proxy_header(0x21, 0x11, "", 65'535))));  // known by its first bytes
}

TEST_CASE("Behind a balancer the address in the header is the peer's, in whatever pieces it comes") {
  BehindBalancer centre;
  CHECK(first_word(BalancedPeer(centre, from_tcp4("203.0.113.7")).ask()) == "203.0.113.7");
  CHECK(first_word(BalancedPeer(centre, from_tcp6("2001:db8:1:2:3::7")).ask()) == "2001:db8:1:2::/64");
  CHECK(first_word(BalancedPeer(centre, from_tcp6("2001:db8::7", std::string(300, 'x')), kBalancer, 1).ask()) ==
        "2001:db8::/64");
  CHECK(first_word(BalancedPeer(centre, proxy_header(0x20, 0, "")).ask()) == kBalancer);
  CHECK(centre.server->turned_away().proxy_header == 0);
}

TEST_CASE("A header is taken from balancers alone, and from them one must come") {
  BehindBalancer centre;
  CHECK(first_word(BalancedPeer(centre, "", "127.0.0.1").ask()) == "127.0.0.1");
  CHECK_FALSE(BalancedPeer(centre, from_tcp4("203.0.113.7"), "127.0.0.1").secure);
  CHECK(centre.server->turned_away().no_hello == 1);
  CHECK_FALSE(BalancedPeer(centre, "", kBalancer).secure);
  CHECK(centre.server->turned_away().proxy_header == 1);
  CHECK_FALSE(BalancedPeer(centre, from_tcp4("203.0.113.7") + from_tcp4("203.0.113.8")).secure);  // one, not two
}

TEST_CASE("A balancer that is slow with its header is cut off, and others are served meanwhile") {
  http::ServerOptions options;
  options.first_byte_timeout = 200ms;
  options.report_every = 50ms;
  BehindBalancer centre(options);
  RawPeer silent(centre.server->port(), "", kBalancer);
  RawPeer halfway(centre.server->port(), from_tcp4("203.0.113.7").substr(0, 20), kBalancer);
  CHECK(first_word(BalancedPeer(centre, from_tcp4("203.0.113.9")).ask()) == "203.0.113.9");
  CHECK(silent.closed_within(3s));
  CHECK(halfway.closed_within(3s));
  CHECK(within(2s, [&] { return centre.server->turned_away().proxy_header == 2; }));
  CHECK(within(2s, [&] {
    const std::lock_guard lock(centre.log.mutex);
    return centre.log.all.find("balancers' connections came without a PROXY header") != std::string::npos;
  }));
}

TEST_CASE("Places are counted by the address in the header: many behind one balancer do not push each other out") {
  http::ServerOptions options;
  options.first_byte_timeout = 10s;
  options.connections.strangers = 64;
  options.connections.an_address = 2;
  options.connections.for_new_addresses = 8;
  BehindBalancer centre(options);
  std::vector<std::unique_ptr<RawPeer>> held;
  for (int i = 1; i <= 20; ++i)
    held.push_back(
        std::make_unique<RawPeer>(centre.server->port(), from_tcp4("203.0.113." + std::to_string(i)), kBalancer));
  CHECK(within(2s, [&] { return centre.server->connections().strangers == 20; }));
  for (int i = 0; i < 3; ++i)
    held.push_back(std::make_unique<RawPeer>(centre.server->port(), from_tcp4("203.0.113.1"), kBalancer));
  CHECK(within(2s, [&] { return centre.server->connections().sent_away == 2; }));
}

TEST_CASE("A request keeps the id that its client gave, and gets one where there is none or it is no UUIDv7") {
  BehindBalancer centre;
  const std::string id = "0192f0c1-5b2a-7c3d-8e4f-0123456789ab";
  const auto id_for = [&](const std::string& head) {
    const std::string body = BalancedPeer(centre, "", "127.0.0.1").ask(head);
    return body.substr(body.find(' ') + 1);
  };
  CHECK(id_for("X-WH-Request: " + id + "\r\n") == id);
  CHECK(id_for("x-wh-request: 0192F0C1-5B2A-7C3D-8E4F-0123456789AB\r\n") == id);
  std::set<std::string> made;
  for (const char* head : {"", "X-WH-Request: me\r\n", "X-WH-Request: 0192f0c1-5b2a-4c3d-8e4f-0123456789ab\r\n",
                           "X-WH-Request: 0192f0c1-5b2a-7c3d-8e4f-0123456789ab\r\n"
                           "X-WH-Request: 0192f0c1-5b2a-7c3d-8e4f-0123456789ab\r\n"}) {
    const std::string got = id_for(head);
    CHECK(Uuid::from_text(got));
    CHECK(got != id);
    made.insert(got);
  }
  CHECK(made.size() == 4);
}
