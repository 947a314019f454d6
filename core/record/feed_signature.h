// What the centre signs with Ed25519 (RFC 8032) outside TLS: feed pages, sealing keys, audit heads, the keys that take
// the place of its root and its feed key, and the roots that are trusted in TLS. Each has its own
// context string, so that one can never be taken for another. Keys are 32 bytes public, 64 bytes secret (libsodium's
// form).
#pragma once

#include "core/base/digest.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::size_t kSignatureBytes = 64;

// Over "warmheart feed page 1" ‖ page bytes as they travel.
Result<Bytes> sign_feed_page(ByteView page, ByteView feed_secret_key);
bool feed_page_is_signed(ByteView page, ByteView signature, ByteView feed_public_key);

// Over "warmheart sealing key 1" ‖ key_id ‖ public_key, by the root.
Result<wire::SealingKey> sign_sealing_key(ByteView key_id, ByteView public_key, ByteView root_secret_key);
bool sealing_key_is_signed(const wire::SealingKey& key, ByteView root_public_key);

// A feed key, by the newest root: over "warmheart feed key 1" ‖ ordinal (8 bytes, big-endian) ‖ public_key. A root, by
// the one before it: "warmheart root key 1" ‖ likewise. invalid_argument: no secret key of Ed25519.
Result<wire::SigningKey> sign_feed_key(std::uint64_t ordinal, ByteView public_key, ByteView root_secret_key);
Result<wire::SigningKey> sign_root_key(std::uint64_t ordinal, ByteView public_key, ByteView root_secret_key);
bool feed_key_is_signed(const wire::SigningKey& key, ByteView root_public_key);
bool root_key_is_signed(const wire::SigningKey& key, ByteView root_public_key);

// The roots that devices trust in TLS, by the newest root of the feed's keys: over "warmheart trusted roots 1" ‖
// ordinal (8 bytes, big-endian) ‖ the certificates (DER, one after another).
Result<Bytes> sign_trusted_roots(std::uint64_t ordinal, ByteView certificates_der, ByteView root_secret_key);
bool trusted_roots_are_signed(const wire::TrustedRoots& trusted, ByteView root_public_key);

// The newest row of the centre's audit: its number, its time and its hash, which stands for all rows before it.
struct AuditHead {
  std::uint64_t seq = 0;
  std::int64_t at_ms = 0;
  Digest hash{};

  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

// Over "warmheart audit head 2" ‖ seq ‖ at_ms (8 bytes each, big-endian) ‖ the 32-byte hash.
Result<Bytes> sign_audit_head(const AuditHead& head, ByteView feed_secret_key);
bool audit_head_is_signed(const AuditHead& head, ByteView signature, ByteView feed_public_key);
// seq ‖ at_ms ‖ hash: what is signed behind the context, and what a station keeps. Greater heads have greater bytes.
Bytes audit_head_bytes(const AuditHead& head);
Result<AuditHead> audit_head_from(ByteView bytes);

}  // namespace warmheart
