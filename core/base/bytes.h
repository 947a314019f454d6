// Bytes, views of bytes, and the text forms we use for them. Pure functions; a text of another form is an Error.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace warmheart {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes bytes_of(std::string_view text) { return Bytes(text.begin(), text.end()); }
inline Bytes bytes_of(ByteView bytes) { return Bytes(bytes.begin(), bytes.end()); }
inline std::string string_of(ByteView bytes) { return std::string(text_of(bytes)); }

// Lower-case hexadecimal.
std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

// RFC 4648 section 5, without padding.
std::string to_base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

// RFC 4648 section 6 alphabet without padding; reading ignores case, spaces and hyphens, and takes 0 for O, 1 for I, 8
// for B.
std::string to_base32(ByteView bytes);
Result<Bytes> from_base32(std::string_view text);

// Big-endian integers, as they stand in hashed and signed bytes.
void append_be64(Bytes& out, std::uint64_t value);
std::uint64_t read_be64(ByteView eight_bytes);

}  // namespace warmheart
