#include "app/central/request_counts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "app/central/console_api.h"

namespace warmheart {
namespace {

constexpr std::array<std::string_view, 10> kCalls = {
    "/",         "/v1/sync",     "/v1/ask",     "/v1/enrol",           "/v1/renew-nonce",
    "/v1/renew", "/api/session", "/api/events", "/api/factor/confirm", "/phone"};
constexpr std::array<std::string_view, 5> kFolders = {"/phone/api/", "/phone/", "/sentences/", "/shared/", "/vendor/"};

}  // namespace

std::string path_label(const std::string& method, const std::string& path) {
  if (path.empty()) return "unread";
  if (std::ranges::find(kCalls, path) != kCalls.end()) return path;
  std::string id;
  if (const Route* const route = find_route(method, path, id)) return route->path();
  for (const std::string_view folder : kFolders) {
    if (path.starts_with(folder)) return std::string(folder);
  }
  return "other";
}

}  // namespace warmheart
