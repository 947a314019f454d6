#include "net/sync/blocking_call.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

namespace warmheart {

using Outcome = tl::expected<http::Response, http::Failure>;

Outcome blocking_call(const tls::Context& context, const http::Endpoint& endpoint, const http::Request& request,
                      std::chrono::milliseconds timeout) {
  namespace asio = boost::asio;
  asio::io_context io(1);
  http::ClientLimits limits;
  limits.connect_timeout = timeout;
  limits.transfer_timeout = timeout;
  http::HttpsClient client(io.get_executor(), context, endpoint, limits);
  std::optional<Outcome> outcome;
  asio::co_spawn(io, client.send(request, timeout), [&outcome](std::exception_ptr thrown, Outcome answer) {
    if (!thrown) outcome = std::move(answer);
  });
  io.run_for(timeout);
  if (outcome) return *outcome;
  return tl::unexpected<http::Failure>(http::Failure{Error{ErrorCode::timeout, "no answer in time"}, std::nullopt});
}

http::Request protobuf_post(std::string target, std::string body) {
  http::Request request;
  request.method = "POST";
  request.target = std::move(target);
  request.headers.emplace_back("Content-Type", "application/x-protobuf");
  request.body = std::move(body);
  return request;
}

}  // namespace warmheart
