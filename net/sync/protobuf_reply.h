// Answers of the protocol listeners: a message, or a Problem with the status of its code.
#pragma once

#include <string>

#include "core/base/result.h"
#include "net/http/message.h"

namespace warmheart {

// The one switch Error → HTTP, for the protocol and for the console's JSON alike.
int http_status_of(ErrorCode code);

http::Response protobuf_response(std::string message);
http::Response problem_response(const Error& error, int retry_after_s = 0);

}  // namespace warmheart
