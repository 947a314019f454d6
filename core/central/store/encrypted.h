// Values that stand encrypted in a row: XChaCha20-Poly1305 under a 32-byte key; what the value belongs to is bound as
// associated data. nonce ‖ ciphertext and tag. Not for other rooms. Failure: corrupt, where the bytes are not what was
// stored, or the key is another one.
#pragma once

#include "core/base/bytes.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace warmheart::internal {

inline constexpr std::size_t kEncryptionKeyBytes = 32;

Bytes encrypt(Random& random, ByteView key, ByteView associated, ByteView plain);
Result<SecretBytes> decrypt(ByteView key, ByteView associated, ByteView encrypted);

}  // namespace warmheart::internal
