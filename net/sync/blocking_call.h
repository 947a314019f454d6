// One HTTPS request, waited for: for enrolment and renewal, which happen before or beside the runner. Any thread but
// the GUI's.
#pragma once

#include <chrono>

#include <tl/expected.hpp>

#include "net/http/https_client.h"

namespace warmheart {

tl::expected<http::Response, http::Failure> blocking_call(const tls::Context& context, const http::Endpoint& endpoint,
                                                          const http::Request& request,
                                                          std::chrono::milliseconds timeout);

// POST of a Protocol Buffers message.
http::Request protobuf_post(std::string target, std::string body);

}  // namespace warmheart
