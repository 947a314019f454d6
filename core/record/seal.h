// Sealing to the centre (FORMAT.md "Seal"). The device seals under an hour key that only the centre can open again;
// once the hour key is wiped the device itself cannot read what it wrote. Associated data: device, id, kind and
// algorithm, not epoch or seq, so that a record can be carried into another epoch.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "warmheart.pb.h"

namespace warmheart {

using KeyId = std::array<std::uint8_t, 8>;

inline constexpr std::uint32_t kSealHourKey = 1;  // wire::Seal.algorithm

// The first 8 bytes of SHA-256 of the public key.
KeyId key_id_of(ByteView public_key);

struct SealingPublicKey {
  KeyId id{};
  std::array<std::uint8_t, 32> key{};  // X25519

  friend bool operator==(const SealingPublicKey&, const SealingPublicKey&) = default;
};

struct SealContext {
  Uuid device;
  Uuid id;  // of the record
  std::uint32_t kind = 0;
};

struct Sealed {
  wire::Seal seal;
  Bytes payload;
};

// Device side. One thread. Holds one hour key in locked, self-wiping memory.
class HourSealer {
 public:
  explicit HourSealer(const SealingPublicKey& centre) : m_centre(centre) {}

  // Makes an hour key on first use in an hour; an hour is 60 minutes of CLOCK_BOOTTIME, because the wall clock may be
  // wrong.
  Result<Sealed> seal(ByteView plain, const SealContext& context, const ClockReading& now, Random& random);

  // Wipes the hour key when its hour is over or the machine has booted since. Call it from a timer, too.
  void wipe_if_over(const ClockReading& now);
  bool holds_key() const { return m_hour.has_value(); }

  // A newer key of the centre; the present hour ends.
  void use(const SealingPublicKey& centre);
  const SealingPublicKey& centre() const { return m_centre; }

 private:
  struct Hour {
    SecretBytes key;
    Bytes sealed_key;  // 80 bytes
    BootId boot_id{};
    std::int64_t number = 0;
  };

  SealingPublicKey m_centre;
  std::optional<Hour> m_hour;
};

struct SealingSecretKey {
  SealingPublicKey pub;
  SecretBytes secret;  // 32 bytes
};

SealingSecretKey make_sealing_key(Random& random);

// Centre side. One thread; each thread has its own. Caches opened hour keys, at most kMaxCachedHours, oldest out first.
class SealOpener {
 public:
  static constexpr std::size_t kMaxCachedHours = 4096;

  void add(const SealingSecretKey& key);

  // ErrorCode::unsupported: algorithm or key id unknown. ErrorCode::corrupt: the seal does not open, or does not belong
  // to this device, id and kind.
  Result<SecretBytes> open(const wire::RecordHeader& header, ByteView sealed_payload);

 private:
  Result<const SecretBytes*> hour_key(const wire::Seal& seal);

  std::map<KeyId, SealingSecretKey> m_keys;
  std::map<Bytes, SecretBytes> m_hours;  // by sealed hour key
  std::vector<Bytes> m_order;            // ring of the cached, oldest overwritten
  std::size_t m_next = 0;
};

}  // namespace warmheart
