#include "net/http/message.h"

#include <algorithm>
#include <cctype>

namespace warmheart::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A path that could leave its folder, or that hides something from a log, is not served.
bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  for (const char c : path) {
    if (c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return path.find("..") == std::string_view::npos && path.find("//") == std::string_view::npos;
}

bool parse_query(std::string_view text, std::map<std::string, std::string>& into) {
  while (!text.empty()) {
    const auto end = text.find('&');
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const auto equals = part.find('=');
    std::string name;
    std::string value;
    if (!decode_percent(part.substr(0, equals), true, name)) return false;
    if (equals != std::string_view::npos && !decode_percent(part.substr(equals + 1), true, value)) return false;
    if (!name.empty()) into[name] = value;
  }
  return true;
}

std::size_t count_of(const Request& head, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(head.headers, [name](const Header& header) { return header.first == name; }));
}

bool says_chunked(std::string_view value) {
  constexpr std::string_view kChunked = "chunked";
  return std::ranges::equal(value, kChunked, {}, [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
}

}  // namespace

bool is_unambiguous(const Request& head) {
  if (count_of(head, "host") != 1 || head.header("host").empty()) return false;
  const std::size_t encodings = count_of(head, "transfer-encoding");
  const std::size_t lengths = count_of(head, "content-length");
  if (encodings > 0) return encodings == 1 && lengths == 0 && says_chunked(head.header("transfer-encoding"));
  return lengths == 0 || (lengths == 1 && head.header("content-length").find(',') == std::string_view::npos);
}

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const Header& header : headers) {
    if (header.first == lower_case_name) return header.second;
  }
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const auto end = rest.find(';');
    std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    const auto equals = part.find('=');
    if (equals != std::string_view::npos && part.substr(0, equals) == name) return part.substr(equals + 1);
  }
  return {};
}

bool decode_percent(std::string_view text, bool plus_is_space, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return false;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return true;
}

bool parse_target(std::string_view target, Request& into) {
  into.target = std::string(target);
  const auto question = target.find('?');
  if (!decode_percent(target.substr(0, question), false, into.path) || !is_plain_path(into.path)) return false;
  return question == std::string_view::npos || parse_query(target.substr(question + 1), into.query);
}

}  // namespace warmheart::http
