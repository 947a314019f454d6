#include "core/base/id.h"

#include <algorithm>

namespace warmheart {

Uuid Uuid::make(const Clock& clock, Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  const auto wall = static_cast<std::uint64_t>(clock.now().wall_ms);
  for (int i = 0; i < 6; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(wall >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>(0x70U | (bytes[6] & 0x0FU));
  bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3FU));
  return Uuid(bytes);
}

Result<Uuid> Uuid::from_bytes(ByteView bytes) {
  Uuid id;
  if (bytes.size() != id.m_bytes.size()) return fail(ErrorCode::invalid_argument, "an id has 16 bytes");
  std::copy(bytes.begin(), bytes.end(), id.m_bytes.begin());
  return id;
}

Result<Uuid> Uuid::from_text(std::string_view text) {
  std::string hex(text);
  std::erase(hex, '-');
  WARMHEART_TRY_ASSIGN(const Bytes bytes, from_hex(hex));
  return from_bytes(bytes);
}

std::string Uuid::text() const {
  std::string hex = to_hex(m_bytes);
  for (std::size_t at : {20U, 16U, 12U, 8U}) hex.insert(at, 1, '-');
  return hex;
}

}  // namespace warmheart
