// What the centre signs with Ed25519 (RFC 8032) outside TLS: feed pages, sealing keys, audit heads. Each has its own
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

// Over "warmheart audit head 1" ‖ the 32-byte head.
Result<Bytes> sign_audit_head(const Digest& head, ByteView feed_secret_key);
bool audit_head_is_signed(const Digest& head, ByteView signature, ByteView feed_public_key);

}  // namespace warmheart
