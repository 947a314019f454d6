#include "core/record/feed_signature.h"

#include <sodium.h>

namespace warmheart {
namespace {

constexpr std::string_view kPageContext = "warmheart feed page 1";
constexpr std::string_view kSealingKeyContext = "warmheart sealing key 1";
constexpr std::string_view kFeedKeyContext = "warmheart feed key 1";
constexpr std::string_view kRootKeyContext = "warmheart root key 1";
constexpr std::string_view kTrustedRootsContext = "warmheart trusted roots 1";
constexpr std::string_view kAuditContext = "warmheart audit head 2";

Bytes with_context(std::string_view context, std::initializer_list<ByteView> parts) {
  Bytes out = bytes_of(context);
  for (ByteView part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Result<Bytes> sign(const Bytes& message, ByteView secret_key) {
  if (secret_key.size() != crypto_sign_SECRETKEYBYTES) {
    return fail(ErrorCode::invalid_argument, "an Ed25519 secret key has 64 bytes");
  }
  Bytes signature(kSignatureBytes);
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_key.data());
  return signature;
}

bool is_signed(const Bytes& message, ByteView signature, ByteView public_key) {
  return signature.size() == kSignatureBytes && public_key.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(), public_key.data()) == 0;
}

Bytes key_message(std::string_view context, std::uint64_t ordinal, ByteView public_key) {
  Bytes number;
  append_be64(number, ordinal);
  return with_context(context, {number, public_key});
}

Result<wire::SigningKey> sign_key(std::string_view context, std::uint64_t ordinal, ByteView public_key,
                                  ByteView secret_key) {
  WARMHEART_TRY_ASSIGN(const Bytes signature, sign(key_message(context, ordinal, public_key), secret_key));
  wire::SigningKey key;
  key.set_ordinal(ordinal);
  key.set_public_key(public_key.data(), public_key.size());
  key.set_signature(signature.data(), signature.size());
  return key;
}

bool key_is_signed(std::string_view context, const wire::SigningKey& key, ByteView public_key) {
  return key.public_key().size() == crypto_sign_PUBLICKEYBYTES &&
         is_signed(key_message(context, key.ordinal(), view_of(key.public_key())), view_of(key.signature()),
                   public_key);
}

}  // namespace

Result<Bytes> sign_feed_page(ByteView page, ByteView feed_secret_key) {
  return sign(with_context(kPageContext, {page}), feed_secret_key);
}

bool feed_page_is_signed(ByteView page, ByteView signature, ByteView feed_public_key) {
  return is_signed(with_context(kPageContext, {page}), signature, feed_public_key);
}

Result<wire::SealingKey> sign_sealing_key(ByteView key_id, ByteView public_key, ByteView root_secret_key) {
  WARMHEART_TRY_ASSIGN(const Bytes signature,
                       sign(with_context(kSealingKeyContext, {key_id, public_key}), root_secret_key));
  wire::SealingKey key;
  key.set_key_id(key_id.data(), key_id.size());
  key.set_public_key(public_key.data(), public_key.size());
  key.set_root_signature(signature.data(), signature.size());
  return key;
}

bool sealing_key_is_signed(const wire::SealingKey& key, ByteView root_public_key) {
  if (key.key_id().size() != 8 || key.public_key().size() != 32) return false;
  return is_signed(with_context(kSealingKeyContext, {view_of(key.key_id()), view_of(key.public_key())}),
                   view_of(key.root_signature()), root_public_key);
}

Result<wire::SigningKey> sign_feed_key(std::uint64_t ordinal, ByteView public_key, ByteView root_secret_key) {
  return sign_key(kFeedKeyContext, ordinal, public_key, root_secret_key);
}

Result<wire::SigningKey> sign_root_key(std::uint64_t ordinal, ByteView public_key, ByteView root_secret_key) {
  return sign_key(kRootKeyContext, ordinal, public_key, root_secret_key);
}

bool feed_key_is_signed(const wire::SigningKey& key, ByteView root_public_key) {
  return key_is_signed(kFeedKeyContext, key, root_public_key);
}

bool root_key_is_signed(const wire::SigningKey& key, ByteView root_public_key) {
  return key_is_signed(kRootKeyContext, key, root_public_key);
}

Result<Bytes> sign_trusted_roots(std::uint64_t ordinal, ByteView certificates_der, ByteView root_secret_key) {
  return sign(key_message(kTrustedRootsContext, ordinal, certificates_der), root_secret_key);
}

bool trusted_roots_are_signed(const wire::TrustedRoots& trusted, ByteView root_public_key) {
  return is_signed(key_message(kTrustedRootsContext, trusted.ordinal(), view_of(trusted.certificates_der())),
                   view_of(trusted.signature()), root_public_key);
}

Bytes audit_head_bytes(const AuditHead& head) {
  Bytes out;
  append_be64(out, head.seq);
  append_be64(out, static_cast<std::uint64_t>(head.at_ms));
  out.insert(out.end(), head.hash.begin(), head.hash.end());
  return out;
}

Result<AuditHead> audit_head_from(ByteView bytes) {
  constexpr std::size_t kNumbers = 16;
  if (bytes.size() != kNumbers + kZeroDigest.size()) return fail(ErrorCode::corrupt, "not an audit head");
  AuditHead head;
  head.seq = read_be64(bytes.first(8));
  head.at_ms = static_cast<std::int64_t>(read_be64(bytes.subspan(8, 8)));
  WARMHEART_TRY_ASSIGN(head.hash, digest_from(bytes.subspan(kNumbers)));
  return head;
}

Result<Bytes> sign_audit_head(const AuditHead& head, ByteView feed_secret_key) {
  return sign(with_context(kAuditContext, {audit_head_bytes(head)}), feed_secret_key);
}

bool audit_head_is_signed(const AuditHead& head, ByteView signature, ByteView feed_public_key) {
  return is_signed(with_context(kAuditContext, {audit_head_bytes(head)}), signature, feed_public_key);
}

}  // namespace warmheart
