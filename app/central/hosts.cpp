#include "app/central/hosts.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "app/central/console_reply.h"
#include "app/central/static_files.h"
#include "net/sync/protobuf_reply.h"
#include "net/tls/host_name.h"

namespace warmheart {
namespace {

constexpr int kMisdirected = 421;

enum class Audience { console, riders, kiosks, pages };

Audience audience_of(const std::string& path) {
  if (path.starts_with("/v1/")) return Audience::kiosks;
  if (path == "/phone" || path.starts_with("/phone/") || path.starts_with("/sentences/phone/")) return Audience::riders;
  if (path.starts_with("/shared/")) return Audience::pages;
  return Audience::console;
}

struct HostAndPort {
  std::string name;  // lower case; of an IPv6 address with its brackets
  std::string port;  // ":8443", or empty
};

// RFC 3986, 3.2.2 and 3.2.3. nullopt: a port that is no number.
std::optional<HostAndPort> parse_host(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::size_t bracket = text.rfind(']');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  HostAndPort out;
  out.name = tls::lower_case(text.substr(0, has_port ? colon : text.size()));
  if (!has_port) return out;
  out.port = text.substr(colon);
  if (out.port.find_first_not_of("0123456789", 1) != std::string::npos) return std::nullopt;
  return out;
}

}  // namespace

Hosts::Hosts(std::string console, std::string riders) : m_console(std::move(console)), m_riders(std::move(riders)) {}

bool Hosts::serves(const http::Request& request) const {
  if (m_console.empty()) return true;
  const auto host = parse_host(request.header("host"));
  if (!host) return false;
  const bool asked_for = host->name == request.server_name;
  switch (audience_of(request.path)) {
    case Audience::console: return asked_for && host->name == m_console;
    case Audience::riders: return asked_for && host->name == m_riders;
    case Audience::pages: return asked_for && (host->name == m_console || host->name == m_riders);
    case Audience::kiosks:  // by an IP address too: no name is asked for then
      return (asked_for || request.server_name.empty()) && host->name != m_console && host->name != m_riders;
  }
  return false;
}

bool Hosts::is_from_console(const http::Request& request) const {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  if (m_console.empty()) return origin == "https://" + std::string(request.header("host"));
  const auto host = parse_host(request.header("host"));
  return host && origin == "https://" + m_console + host->port;
}

http::Response misdirected_response(const http::Request& request, const std::string& web_dir) {
  http::Response out;
  if (request.path.starts_with("/v1/")) {
    out = problem_response(Error{ErrorCode::not_found, "kiosks are not served under this name of the centre"});
  } else if (request.path.starts_with("/api/") || request.path.starts_with("/phone/api/")) {
    out = json_response({{"error", {{"code", "misdirected"}}}});
  } else {
    return page_for_people(web_dir + "/shared/misdirected.html", kMisdirected);
  }
  out.status = kMisdirected;
  return out;
}

}  // namespace warmheart
