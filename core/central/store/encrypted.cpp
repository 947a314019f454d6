#include "core/central/store/encrypted.h"

#include <sodium.h>

#include <span>

namespace warmheart::internal {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kEncryptionKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

}  // namespace

Bytes encrypt(Random& random, ByteView key, ByteView associated, ByteView plain) {
  Bytes out(kNonceBytes + plain.size() + kTagBytes);
  random.fill(std::span(out).first(kNonceBytes));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonceBytes, nullptr, plain.data(), plain.size(),
                                             associated.data(), associated.size(), nullptr, out.data(), key.data());
  return out;
}

Result<SecretBytes> decrypt(ByteView key, ByteView associated, ByteView encrypted) {
  if (encrypted.size() < kNonceBytes + kTagBytes) return fail(ErrorCode::corrupt, "an encrypted value is too short");
  Bytes plain(encrypted.size() - kNonceBytes - kTagBytes);
  const ByteView body = encrypted.subspan(kNonceBytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, body.data(), body.size(),
                                                 associated.data(), associated.size(), encrypted.data(),
                                                 key.data()) != 0) {
    return fail(ErrorCode::corrupt,
                "an encrypted value is not what was stored, or the key file kek.key is another one");
  }
  return SecretBytes(std::move(plain));
}

}  // namespace warmheart::internal
