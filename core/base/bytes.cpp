#include "core/base/bytes.h"

#include <sodium.h>

#include <cctype>

namespace warmheart {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char unmistaken(char c) {
  c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  switch (c) {
    case '0': return 'O';
    case '1': return 'I';
    case '8': return 'B';
    default: return c;
  }
}

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.empty()) return Bytes();  // libsodium takes no null pointer, not even for nothing
  Bytes out(text.size() / 2);
  std::size_t length = 0;
  const char* end = nullptr;
  if (text.size() % 2 != 0 ||
      sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end) != 0 ||
      end != text.data() + text.size()) {
    return fail(ErrorCode::invalid_argument, "not hexadecimal");
  }
  return out;
}

std::string to_base64url(ByteView bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();
  return out;
}

Result<Bytes> from_base64url(std::string_view text) {
  Bytes out(text.size() / 4 * 3 + 3);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size()) {
    return fail(ErrorCode::invalid_argument, "not base64url");
  }
  out.resize(length);
  return out;
}

std::string to_base32(ByteView bytes) {
  std::string out;
  std::uint32_t pending = 0;
  int bits = 0;
  for (std::uint8_t byte : bytes) {
    pending = (pending << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(kBase32[(pending >> (bits - 5)) & 31U]);
  }
  if (bits > 0) out.push_back(kBase32[(pending << (5 - bits)) & 31U]);
  return out;
}

Result<Bytes> from_base32(std::string_view text) {
  Bytes out;
  std::uint32_t pending = 0;
  int bits = 0;
  for (char raw : text) {
    if (raw == ' ' || raw == '-') continue;
    const auto digit = kBase32.find(unmistaken(raw));
    if (digit == std::string_view::npos) return fail(ErrorCode::invalid_argument, "not base32");
    pending = (pending << 5) | static_cast<std::uint32_t>(digit);
    bits += 5;
    if (bits >= 8) {
      out.push_back(static_cast<std::uint8_t>(pending >> (bits - 8)));
      bits -= 8;
    }
  }
  return out;
}

void append_be64(Bytes& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint64_t read_be64(ByteView eight_bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = (value << 8) | eight_bytes[i];
  return value;
}

}  // namespace warmheart
