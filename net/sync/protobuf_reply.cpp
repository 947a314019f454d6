#include "net/sync/protobuf_reply.h"

#include "warmheart.pb.h"

namespace warmheart {

int http_status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return 400;
    case ErrorCode::not_found: return 404;
    case ErrorCode::conflict: return 409;
    case ErrorCode::corrupt: return 400;
    case ErrorCode::disk_full: return 503;
    case ErrorCode::busy: return 503;
    case ErrorCode::io: return 503;
    case ErrorCode::unavailable: return 503;
    case ErrorCode::timeout: return 503;
    case ErrorCode::unauthenticated: return 401;
    case ErrorCode::forbidden: return 403;
    case ErrorCode::limit: return 429;
    case ErrorCode::unsupported: return 400;
    case ErrorCode::internal: return 500;
  }
  return 500;
}

http::Response protobuf_response(std::string message) {
  http::Response out;
  out.content_type = "application/x-protobuf";
  out.body = std::move(message);
  return out;
}

http::Response problem_response(const Error& error, int retry_after_s) {
  wire::Problem problem;
  problem.set_code(name_of(error.code));
  problem.set_what(error.what);
  http::Response out = protobuf_response(problem.SerializeAsString());
  out.status = http_status_of(error.code);
  if (retry_after_s > 0)
    out.headers.emplace_back("Retry-After", std::to_string(retry_after_s));
  else if (out.status == 503)
    out.headers.emplace_back("Retry-After", "2");
  return out;
}

}  // namespace warmheart
