// What the console's API answers with: JSON, or an error with a code and a sentence in both languages.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "net/http/message.h"

namespace warmheart {

http::Response json_response(const nlohmann::json& body);
// Status from the one switch (net/sync/protobuf_reply.h); the sentence says what a person can do.
http::Response error_response(const Error& error);
// On every answer of the people listener.
void add_security_headers(http::Response& response, bool may_be_cached);

}  // namespace warmheart
