#include "core/base/digest.h"

#include <sodium.h>

#include <algorithm>

namespace warmheart {

Digest sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (ByteView part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  Digest digest{};
  crypto_hash_sha256_final(&state, digest.data());
  return digest;
}

Digest keyed_hash(ByteView key, ByteView value) {
  Digest digest{};
  crypto_generichash(digest.data(), digest.size(), value.data(), value.size(), key.data(), key.size());
  return digest;
}

Result<Digest> digest_from(ByteView bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) return fail(ErrorCode::corrupt, "a digest has 32 bytes");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

bool same_bytes(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace warmheart
