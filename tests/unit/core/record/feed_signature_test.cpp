#include "core/record/feed_signature.h"

#include <sodium.h>

#include <catch2/catch.hpp>

using namespace warmheart;

namespace {

struct Key {
  Bytes pub = Bytes(32), secret = Bytes(64);
  Key() { crypto_sign_keypair(pub.data(), secret.data()); }
};

}  // namespace

TEST_CASE("a feed page is good only under its own key and context, to the last bit") {
  Key centre, other;
  const Bytes page{1, 2, 3};
  const Bytes signature = sign_feed_page(page, centre.secret).value();
  CHECK(feed_page_is_signed(page, signature, centre.pub));
  CHECK_FALSE(feed_page_is_signed(page, signature, other.pub));
  CHECK_FALSE(feed_page_is_signed(Bytes{1, 2, 4}, signature, centre.pub));
  CHECK_FALSE(feed_page_is_signed(page, Bytes{}, centre.pub));
  CHECK_FALSE(feed_page_is_signed(page, signature, Bytes{}));
  const AuditHead head{7, 1'790'000'000'000, sha256({page})};
  const Bytes of_head = sign_audit_head(head, centre.secret).value();
  CHECK_FALSE(feed_page_is_signed(audit_head_bytes(head), of_head, centre.pub));
  CHECK(audit_head_is_signed(head, of_head, centre.pub));
}

TEST_CASE("an audit head is signed with its number and its time, and greater ones have greater bytes") {
  Key centre;
  const AuditHead head{7, 1'790'000'000'000, sha256({Bytes{1}})};
  const Bytes signature = sign_audit_head(head, centre.secret).value();
  AuditHead other = head;
  SECTION("number") { other.seq = 8; }
  SECTION("time") { other.at_ms += 1; }
  SECTION("hash") { other.hash[31] ^= 1; }
  CHECK_FALSE(audit_head_is_signed(other, signature, centre.pub));
  CHECK(audit_head_from(audit_head_bytes(head)).value() == head);
  CHECK_FALSE(audit_head_from(Bytes(32)));
  CHECK(audit_head_bytes({256, 1, {}}) > audit_head_bytes({255, 2, {}}));
}

TEST_CASE("a feed key and a root are signed each in its own context, with their ordinals") {
  Key root, other;
  const Bytes key(32, 2);
  const wire::SigningKey feed = sign_feed_key(2, key, root.secret).value();
  const wire::SigningKey next_root = sign_root_key(2, key, root.secret).value();
  CHECK(feed_key_is_signed(feed, root.pub));
  CHECK(root_key_is_signed(next_root, root.pub));
  CHECK_FALSE(feed_key_is_signed(next_root, root.pub));
  CHECK_FALSE(root_key_is_signed(feed, root.pub));
  CHECK_FALSE(feed_key_is_signed(feed, other.pub));
  wire::SigningKey moved = feed;
  moved.set_ordinal(3);
  CHECK_FALSE(feed_key_is_signed(moved, root.pub));
  moved = feed;
  moved.set_public_key(std::string(31, '\x02'));
  CHECK_FALSE(feed_key_is_signed(moved, root.pub));
  CHECK(sign_root_key(2, key, Bytes(3)).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("roots of TLS are signed in a context of their own, with their ordinal and every certificate") {
  Key root, other;
  const Bytes certificates(32, 2);
  const Bytes signature = sign_trusted_roots(2, certificates, root.secret).value();
  wire::TrustedRoots trusted;
  trusted.set_ordinal(2);
  trusted.set_certificates_der(string_of(certificates));
  trusted.set_signature(string_of(signature));
  CHECK(trusted_roots_are_signed(trusted, root.pub));
  CHECK_FALSE(trusted_roots_are_signed(trusted, other.pub));
  const wire::SigningKey as_root = sign_root_key(2, certificates, root.secret).value();
  SECTION("another ordinal") { trusted.set_ordinal(3); }
  SECTION("a certificate more") { trusted.set_certificates_der(string_of(certificates) + "x"); }
  SECTION("no signature") { trusted.clear_signature(); }
  SECTION("signed as a root of the feed's keys") { trusted.set_signature(as_root.signature()); }
  CHECK_FALSE(trusted_roots_are_signed(trusted, root.pub));
}

TEST_CASE("a sealing key counts only with the root's signature") {
  Key root, other;
  const Bytes id(8, 1), key(32, 2);
  wire::SealingKey signed_key = sign_sealing_key(id, key, root.secret).value();
  CHECK(sealing_key_is_signed(signed_key, root.pub));
  CHECK_FALSE(sealing_key_is_signed(signed_key, other.pub));
  wire::SealingKey moved = signed_key;
  moved.set_key_id(std::string(8, '\x05'));
  CHECK_FALSE(sealing_key_is_signed(moved, root.pub));
  CHECK(sign_sealing_key(id, key, Bytes(3)).error().code == ErrorCode::invalid_argument);
}
