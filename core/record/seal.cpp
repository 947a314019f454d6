#include "core/record/seal.h"

#include <sodium.h>

#include <algorithm>

#include "core/base/digest.h"

namespace warmheart {
namespace {

constexpr std::string_view kContext = "warmheart seal 1";
constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSealedKeyBytes = kKeyBytes + crypto_box_SEALBYTES;
static_assert(kSealedKeyBytes == 80);

Bytes associated_data(ByteView device, ByteView id, std::uint32_t kind, std::uint32_t seal_algorithm,
                      std::uint32_t hash_algorithm) {
  Bytes out = bytes_of(kContext);
  out.insert(out.end(), device.begin(), device.end());
  out.insert(out.end(), id.begin(), id.end());
  append_be64(out, kind);
  append_be64(out, seal_algorithm);
  append_be64(out, hash_algorithm);
  return out;
}

}  // namespace

KeyId key_id_of(ByteView public_key) {
  const Digest digest = sha256({public_key});
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

Result<Sealed> HourSealer::seal(ByteView plain, const SealContext& context, const ClockReading& now, Random& random) {
  wipe_if_over(now);
  if (!m_hour) {
    Hour hour{SecretBytes(), Bytes(kSealedKeyBytes), now.boot_id, now.boottime_ms / kHourMs};
    Bytes key(kKeyBytes);
    random.fill(key);
    if (crypto_box_seal(hour.sealed_key.data(), key.data(), key.size(), m_centre.key.data()) != 0) {
      wipe(key);
      return fail(ErrorCode::invalid_argument, "the centre's sealing key is not usable");
    }
    hour.key = SecretBytes(std::move(key));
    m_hour = std::move(hour);
  }
  std::array<std::uint8_t, kNonceBytes> nonce{};
  random.fill(nonce);
  const Bytes data = associated_data(context.device.bytes(), context.id.bytes(), context.kind, kSealHourKey, 1);
  Sealed out;
  out.payload.resize(plain.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.payload.data(), nullptr, plain.data(), plain.size(), data.data(),
                                             data.size(), nullptr, nonce.data(), m_hour->key.view().data());
  out.seal.set_algorithm(kSealHourKey);
  out.seal.set_key_id(m_centre.id.data(), m_centre.id.size());
  out.seal.set_sealed_hour_key(m_hour->sealed_key.data(), m_hour->sealed_key.size());
  out.seal.set_nonce(nonce.data(), nonce.size());
  return out;
}

void HourSealer::wipe_if_over(const ClockReading& now) {
  if (m_hour && (m_hour->boot_id != now.boot_id || m_hour->number != now.boottime_ms / kHourMs)) m_hour.reset();
}

void HourSealer::use(const SealingPublicKey& centre) {
  if (centre == m_centre) return;
  m_hour.reset();
  m_centre = centre;
}

SealingSecretKey make_sealing_key(Random& random) {
  SealingSecretKey out;
  Bytes seed(crypto_box_SEEDBYTES);
  Bytes secret(crypto_box_SECRETKEYBYTES);
  random.fill(seed);
  crypto_box_seed_keypair(out.pub.key.data(), secret.data(), seed.data());
  wipe(seed);
  out.pub.id = key_id_of(out.pub.key);
  out.secret = SecretBytes(std::move(secret));
  return out;
}

void SealOpener::add(const SealingSecretKey& key) { m_keys.insert_or_assign(key.pub.id, key); }

Result<const SecretBytes*> SealOpener::hour_key(const wire::Seal& seal) {
  Bytes sealed = bytes_of(seal.sealed_hour_key());
  if (const auto known = m_hours.find(sealed); known != m_hours.end()) return &known->second;
  KeyId id{};
  if (seal.key_id().size() != id.size()) return fail(ErrorCode::corrupt, "seal without a key id");
  std::copy_n(view_of(seal.key_id()).begin(), id.size(), id.begin());
  const auto key = m_keys.find(id);
  if (key == m_keys.end()) return fail(ErrorCode::unsupported, "sealed to a key that is not here: " + to_hex(id));
  if (sealed.size() != kSealedKeyBytes) return fail(ErrorCode::corrupt, "a sealed hour key has 80 bytes");
  Bytes opened(kKeyBytes);
  if (crypto_box_seal_open(opened.data(), sealed.data(), sealed.size(), key->second.pub.key.data(),
                           key->second.secret.view().data()) != 0) {
    return fail(ErrorCode::corrupt, "the hour key does not open");
  }
  if (m_order.size() < kMaxCachedHours) {
    m_order.push_back(sealed);
  } else {
    m_hours.erase(m_order[m_next]);
    m_order[m_next] = sealed;
    m_next = (m_next + 1) % kMaxCachedHours;
  }
  return &m_hours.insert_or_assign(std::move(sealed), SecretBytes(std::move(opened))).first->second;
}

Result<SecretBytes> SealOpener::open(const wire::RecordHeader& header, ByteView sealed_payload) {
  const wire::Seal& seal = header.seal();
  if (seal.algorithm() != kSealHourKey) {
    return fail(ErrorCode::unsupported, "seal algorithm " + std::to_string(seal.algorithm()));
  }
  if (seal.nonce().size() != kNonceBytes || sealed_payload.size() < kTagBytes)
    return fail(ErrorCode::corrupt, "seal is cut short");
  WARMHEART_TRY_ASSIGN(const SecretBytes* key, hour_key(seal));
  const Bytes data = associated_data(view_of(header.device()), view_of(header.id()), header.kind(), seal.algorithm(),
                                     header.hash_algorithm());
  Bytes plain(sealed_payload.size() - kTagBytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed_payload.data(),
                                                 sealed_payload.size(), data.data(), data.size(),
                                                 view_of(seal.nonce()).data(), key->view().data()) != 0) {
    return fail(ErrorCode::corrupt, "the payload does not open");
  }
  return SecretBytes(std::move(plain));
}

}  // namespace warmheart
