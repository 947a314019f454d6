// What the console's API answers with: JSON, or an error as a code and, where there is one, a reason. The pages have
// the sentences (assets/sentences/console/*/codes.toml): error.CODE, refusal.REASON.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "core/base/result.h"
#include "net/http/message.h"

namespace warmheart {

http::Response json_response(const nlohmann::json& body);
// Status from the one switch (net/sync/protobuf_reply.h). What stands behind the code goes to the log, not to a
// browser.
http::Response error_response(const Error& error);
// On every answer of the people listener, those that no handler has seen included (ServerOptions::on_every_answer).
std::vector<http::Header> transport_headers();
// On every answer of its handlers.
void add_security_headers(http::Response& response, bool may_be_cached);

}  // namespace warmheart
