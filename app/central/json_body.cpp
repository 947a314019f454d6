#include "app/central/json_body.h"

namespace warmheart {

using nlohmann::json;

bool nests_no_deeper(std::string_view text, int most) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;  // the next one ends nothing
      else
        in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > most) return false;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return true;
}

Result<json> read_json_object(const http::Request& request) {
  constexpr std::string_view kType = "application/json";
  if (request.header("content-type").substr(0, kType.size()) != kType)
    return fail(ErrorCode::invalid_argument, "the body is not JSON");
  if (!nests_no_deeper(request.body, kMaxJsonDepth))
    return fail(ErrorCode::invalid_argument, "the body nests too deep");
  json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) return fail(ErrorCode::invalid_argument, "the body is no JSON object");
  return body;
}

std::string text_in(const json& body, const char* key) {
  const auto it = body.find(key);
  return it != body.end() && it->is_string() ? it->get<std::string>() : std::string();
}

}  // namespace warmheart
