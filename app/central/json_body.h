// The body of a call as JSON. What comes from the net is looked through before a parser makes a tree of it: how deep it
// nests is the sender's choice, what a tree costs is ours.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "net/http/message.h"

namespace warmheart {

inline constexpr int kMaxJsonDepth = 32;

// No array or object stands in more than `most` others, itself counted. Says nothing of whether the text is JSON.
bool nests_no_deeper(std::string_view json, int most);

// invalid_argument: not announced as JSON, nested deeper than kMaxJsonDepth, no JSON, or JSON that is no object.
Result<nlohmann::json> read_json_object(const http::Request& request);

// The string under a key; empty: there is none.
std::string text_in(const nlohmann::json& body, const char* key);

}  // namespace warmheart
