// SHA-256 (FIPS 180-4) and keyed hashes. Pure functions, any thread.
#pragma once

#include <array>
#include <initializer_list>

#include "core/base/bytes.h"

namespace warmheart {

using Digest = std::array<std::uint8_t, 32>;

inline constexpr Digest kZeroDigest{};

// SHA-256 over the parts, one after the other.
Digest sha256(std::initializer_list<ByteView> parts);

// BLAKE2b-256 under a 32-byte key: look-up of personal values that never stand in the clear (core/record/KEYS.md).
Digest keyed_hash(ByteView key, ByteView value);

// Copies exactly 32 bytes; anything else is an error.
Result<Digest> digest_from(ByteView bytes);

// Constant-time comparison.
bool same_bytes(ByteView a, ByteView b);

}  // namespace warmheart
