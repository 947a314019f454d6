#include "app/central/console_reply.h"

#include "net/sync/protobuf_reply.h"

namespace warmheart {

using nlohmann::json;

http::Response json_response(const json& body) {
  http::Response out;
  out.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return out;
}

http::Response error_response(const Error& error) {
  json body = {{"code", name_of(error.code)}};
  if (!error.reason.empty()) body["reason"] = error.reason;
  http::Response out = json_response({{"error", body}});
  out.status = http_status_of(error.code);
  if (out.status == 503 || out.status == 429) out.headers.emplace_back("Retry-After", "2");
  return out;
}

std::vector<http::Header> transport_headers() {
  return {{"Strict-Transport-Security", "max-age=31536000; includeSubDomains"}, {"X-Content-Type-Options", "nosniff"}};
}

void add_security_headers(http::Response& response, bool may_be_cached) {
  response.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
      "frame-ancestors 'none'");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cache-Control", may_be_cached ? "no-cache" : "no-store");
}

}  // namespace warmheart
