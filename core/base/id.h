// Ids: UUIDv7 (RFC 9562 section 5.7), made before the first touch and used by every retry. Another form is an Error.
#pragma once

#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart {

class Uuid {
 public:
  Uuid() = default;
  explicit Uuid(const std::array<std::uint8_t, 16>& bytes) : m_bytes(bytes) {}

  static Uuid make(const Clock& clock, Random& random);
  static Result<Uuid> from_bytes(ByteView bytes);        // exactly 16
  static Result<Uuid> from_text(std::string_view text);  // 8-4-4-4-12

  ByteView bytes() const { return m_bytes; }
  std::string text() const;
  bool empty() const { return *this == Uuid(); }

  friend auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  std::array<std::uint8_t, 16> m_bytes{};
};

}  // namespace warmheart
