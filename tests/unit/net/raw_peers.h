// Clients below ours: a socket that says what a test gives it, with or without TLS, from an address of this machine
// that the test chooses.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "real_environment.h"

namespace warmheart::testing {

// Speaks no TLS: sends these bytes and keeps the connection open until it goes.
struct RawPeer {
  int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  RawPeer(std::uint16_t port, const std::string& bytes, const char* from = "127.0.0.1") {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    REQUIRE(::inet_pton(AF_INET, from, &own.sin_addr) == 1);
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&own), sizeof own) == 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    if (!bytes.empty()) REQUIRE(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0);
  }
  RawPeer(const RawPeer&) = delete;
  ~RawPeer() { ::close(socket); }
  void wait_at_most(std::chrono::milliseconds most) {
    timeval wait{most.count() / 1000, static_cast<suseconds_t>(most.count() % 1000 * 1000)};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  }
  bool closed_within(std::chrono::milliseconds most) {
    wait_at_most(most);
    char bin[512];
    ssize_t got = 0;
    while ((got = ::recv(socket, bin, sizeof bin, 0)) > 0) {}
    return got == 0 || errno == ECONNRESET;
  }
};

// Speaks TLS, says this, and then what the test likes, or nothing.
struct TlsPeer : RawPeer {
  SSL* ssl;
  TlsPeer(std::uint16_t port, const tls::Context& context, const std::string& bytes)
      : RawPeer(port, ""), ssl(SSL_new(context.get())) {
    SSL_set_fd(ssl, socket);
    must(tls::expect_server(ssl, "127.0.0.1", 0));
    REQUIRE(SSL_connect(ssl) == 1);
    send(bytes);
  }
  ~TlsPeer() { SSL_free(ssl); }
  void send(const std::string& bytes) {
    REQUIRE(SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size()));
  }
  // The next bytes, within ten seconds; empty: none came, or the peer has closed.
  std::string next() {
    wait_at_most(10s);
    char bin[4096];
    const int got = SSL_read(ssl, bin, sizeof bin);
    return got > 0 ? std::string(bin, static_cast<std::size_t>(got)) : std::string();
  }
  // All that comes until the peer closes.
  std::string answer() {
    std::string all;
    for (std::string part = next(); !part.empty(); part = next()) all += part;
    return all;
  }
};

}  // namespace warmheart::testing
