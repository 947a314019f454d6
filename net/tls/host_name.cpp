#include "net/tls/host_name.h"

#include <algorithm>

namespace warmheart::tls {
namespace {

constexpr std::size_t kMaxName = 253, kMaxLabel = 63;
constexpr std::string_view kDigits = "0123456789";

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kMaxLabel && text.front() != '-' && text.back() != '-' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

bool is_host_name(std::string_view text) {
  if (text.size() > kMaxName) return false;
  std::size_t dot = 0;
  while ((dot = text.find('.')) != std::string_view::npos) {
    if (!is_label(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_label(text) && text.find_first_not_of(kDigits) != std::string_view::npos;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

}  // namespace warmheart::tls
