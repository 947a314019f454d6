// HTTP without TLS for who watches over the centre: a balancer's check, a collector of metrics. One thread and one
// io_context of its own, so that it answers whatever the others do. GET and HEAD only, no bodies; few connections, each
// with deadlines. The handler runs on that thread and must not block. Failure: what it throws is a 500 and a line in
// the log. Owner: app/central's main.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/log.h"
#include "core/base/result.h"
#include "net/http/message.h"

namespace warmheart::http {

struct PlainOptions {
  std::string bind = "127.0.0.1";
  std::uint16_t port = 0;                            // 0: any free one; port() tells
  std::size_t connections = 64;                      // beyond it a connection is closed at once
  std::chrono::milliseconds request_timeout{5'000};  // for the next request's head to be complete, and for the answer
};

class PlainServer {
 public:
  using Handler = std::function<Response(const Request&)>;

  PlainServer(PlainOptions options, Handler handler, Log& log);
  ~PlainServer();
  PlainServer(const PlainServer&) = delete;
  PlainServer& operator=(const PlainServer&) = delete;

  Result<void> start();  // listens and returns; unavailable: the port is taken
  std::uint16_t port() const;
  void stop();  // ends all connections; joins the thread

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace warmheart::http
