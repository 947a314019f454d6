#include "net/http/request_id.h"

#include <algorithm>

#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart::http {
namespace {

constexpr std::string_view kLowerCase = "x-wh-request";
constexpr std::uint8_t kVersion7 = 0x70, kVersionMask = 0xf0;  // RFC 9562, 4.2 and 4.1
constexpr std::uint8_t kVariant = 0x80, kVariantMask = 0xc0;

bool is_version_7(const Uuid& id) {
  return (id.bytes()[6] & kVersionMask) == kVersion7 && (id.bytes()[8] & kVariantMask) == kVariant;
}

}  // namespace

std::string make_request_id() {
  const SystemClock clock;
  SystemRandom random;
  return Uuid::make(clock, random).text();
}

std::string request_id_of(const Request& head) {
  const auto is_it = [](const Header& header) { return header.first == kLowerCase; };
  if (std::ranges::count_if(head.headers, is_it) == 1) {
    const auto sent = Uuid::from_text(head.header(kLowerCase));
    if (sent && is_version_7(*sent)) return sent->text();
  }
  return make_request_id();
}

}  // namespace warmheart::http
