#include "core/member/base45.h"

namespace warmheart {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

}  // namespace

std::string to_base45(ByteView bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const bool pair = i + 1 < bytes.size();
    unsigned value = pair ? bytes[i] * 256u + bytes[i + 1] : bytes[i];
    for (int digits = pair ? 3 : 2; digits > 0; --digits, value /= 45) out.push_back(kAlphabet[value % 45]);
  }
  return out;
}

Result<Bytes> from_base45(std::string_view text) {
  const auto broken = [] { return fail(ErrorCode::corrupt, "this is not base45"); };
  if (text.size() % 3 == 1) return broken();
  Bytes out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    const std::string_view group = text.substr(i, 3);
    unsigned value = 0;
    for (std::size_t digit = group.size(); digit-- > 0;) {
      const std::size_t found = kAlphabet.find(group[digit]);
      if (found == std::string_view::npos) return broken();
      value = value * 45 + static_cast<unsigned>(found);
    }
    if (value > (group.size() == 3 ? 0xFFFFu : 0xFFu)) return broken();
    if (group.size() == 3) out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
  }
  return out;
}

}  // namespace warmheart
