#include "core/member/card.h"

#include <sodium.h>

#include <algorithm>

#include "core/member/base45.h"
#include "core/member/cbor.h"
#include "core/member/occupation.h"
#include "core/person/text.h"

namespace warmheart {
namespace {

using Kind = CborItem::Kind;

// Labels and tags: RFC 9052 (COSE), RFC 8392 (CWT); our own claims stand under one label of CWT's private range.
constexpr std::uint8_t kTagSign1 = 18;
constexpr std::int64_t kHeaderAlgorithm = 1;
constexpr std::int64_t kHeaderKeyId = 4;
constexpr std::int64_t kEdDsa = -8;
constexpr std::int64_t kClaimExpires = 4;
constexpr std::int64_t kClaimIssued = 6;
constexpr std::int64_t kClaimId = 7;         // the card number
constexpr std::int64_t kClaimCard = -65537;  // [masked name, occupation, union code]
constexpr std::string_view kSignatureContext = "Signature1";
constexpr std::string_view kDigestContext = "warmheart approved card 1";
constexpr std::int64_t kLastSecond = 253402300799;  // 9999-12-31
constexpr std::size_t kMaxUnionBytes = 9;
constexpr std::size_t kMaxScanned = 4096;

struct ParsedCard {
  CardClaims claims;
  Bytes signed_bytes;
  Bytes signature;
};

tl::unexpected<Error> damaged() { return fail(ErrorCode::corrupt, "this is not a readable card"); }

Bytes protected_header(const CardKeyId& key_id) {
  CborWriter writer;
  writer.begin_map(2);
  writer.put_int(kHeaderAlgorithm);
  writer.put_int(kEdDsa);
  writer.put_int(kHeaderKeyId);
  writer.put_bytes(key_id);
  return writer.bytes();
}

Bytes claim_set(const CardClaims& claims, std::int64_t occupation) {
  CborWriter writer;
  writer.begin_map(4);
  writer.put_int(kClaimExpires);
  writer.put_int(claims.expires_ms / 1000);
  writer.put_int(kClaimIssued);
  writer.put_int(claims.issued_ms / 1000);
  writer.put_int(kClaimId);
  writer.put_bytes(claims.card_number);
  writer.put_int(kClaimCard);
  writer.begin_array(3);
  writer.put_text(claims.masked_name);
  writer.put_int(occupation);
  writer.put_text(claims.union_code);
  return writer.bytes();
}

// Sig_structure of RFC 9052 section 4.4.
Bytes to_be_signed(ByteView header, ByteView payload) {
  CborWriter writer;
  writer.begin_array(4);
  writer.put_text(kSignatureContext);
  writer.put_bytes(header);
  writer.put_bytes({});
  writer.put_bytes(payload);
  return writer.bytes();
}

Result<void> check_claims(const CardClaims& claims) {
  if (claims.masked_name.empty() || claims.masked_name.size() > kMaxMaskedNameBytes || !from_utf8(claims.masked_name)) {
    return fail(ErrorCode::invalid_argument, "a card carries a masked name of at most 12 bytes");
  }
  if (claims.union_code.size() > kMaxUnionBytes)
    return fail(ErrorCode::invalid_argument, "a union code has at most 9 characters");
  if (claims.issued_ms < 0 || claims.expires_ms <= claims.issued_ms || claims.expires_ms / 1000 > kLastSecond) {
    return fail(ErrorCode::invalid_argument, "a card ends after it begins");
  }
  return {};
}

Result<CardKeyId> read_protected_header(ByteView bytes) {
  CborReader reader(bytes);
  WARMHEART_TRY_ASSIGN(const CborItem map, reader.next(Kind::map));
  bool algorithm = false;
  std::optional<CardKeyId> key_id;
  for (std::int64_t i = 0; i < map.integer; ++i) {
    WARMHEART_TRY_ASSIGN(const CborItem label, reader.next(Kind::integer));
    if (label.integer == kHeaderAlgorithm) {
      WARMHEART_TRY_ASSIGN(const CborItem value, reader.next(Kind::integer));
      algorithm = value.integer == kEdDsa;
    } else if (label.integer == kHeaderKeyId) {
      WARMHEART_TRY_ASSIGN(const CborItem value, reader.next(Kind::bytes));
      WARMHEART_TRY_ASSIGN(key_id, eight_bytes(value.bytes));
    } else {
      return damaged();  // a header that this build does not know may change what the signature means
    }
  }
  if (!algorithm || !key_id || !reader.at_end()) return damaged();
  return *key_id;
}

Result<std::int64_t> read_seconds(CborReader& reader) {
  WARMHEART_TRY_ASSIGN(const CborItem item, reader.next(Kind::integer));
  if (item.integer < 0 || item.integer > kLastSecond) return damaged();
  return item.integer * 1000;
}

Result<std::string> read_text(CborReader& reader, std::size_t most) {
  WARMHEART_TRY_ASSIGN(const CborItem item, reader.next(Kind::text));
  const std::string text = string_of(item.bytes);
  const auto read = from_utf8(text);
  if (text.size() > most || !read || std::ranges::any_of(*read, is_control)) return damaged();
  return text;
}

Result<void> read_card_claim(CborReader& reader, CardClaims& out) {
  WARMHEART_TRY_ASSIGN(const CborItem array, reader.next(Kind::array));
  if (array.integer != 3) return damaged();
  WARMHEART_TRY_ASSIGN(out.masked_name, read_text(reader, kMaxMaskedNameBytes));
  WARMHEART_TRY_ASSIGN(const CborItem occupation, reader.next(Kind::integer));
  // A group added by a later version is still somebody's work.
  const bool known = occupation.integer >= 0 && occupation.integer < static_cast<std::int64_t>(kOccupations.size());
  out.occupation = known ? kOccupations[static_cast<std::size_t>(occupation.integer)] : std::string_view("other");
  WARMHEART_TRY_ASSIGN(out.union_code, read_text(reader, kMaxUnionBytes));
  return {};
}

Result<CardClaims> read_claim_set(ByteView bytes) {
  CborReader reader(bytes);
  WARMHEART_TRY_ASSIGN(const CborItem map, reader.next(Kind::map));
  CardClaims claims;
  bool number = false;
  for (std::int64_t i = 0; i < map.integer; ++i) {
    WARMHEART_TRY_ASSIGN(const CborItem label, reader.next(Kind::integer));
    if (label.integer == kClaimExpires) {
      WARMHEART_TRY_ASSIGN(claims.expires_ms, read_seconds(reader));
    } else if (label.integer == kClaimIssued) {
      WARMHEART_TRY_ASSIGN(claims.issued_ms, read_seconds(reader));
    } else if (label.integer == kClaimId) {
      WARMHEART_TRY_ASSIGN(const CborItem value, reader.next(Kind::bytes));
      WARMHEART_TRY_ASSIGN(claims.card_number, eight_bytes(value.bytes));
      number = true;
    } else if (label.integer == kClaimCard) {
      WARMHEART_TRY(read_card_claim(reader, claims));
    } else {
      WARMHEART_TRY(reader.skip());
    }
  }
  if (!number || claims.masked_name.empty() || claims.expires_ms <= claims.issued_ms || !reader.at_end())
    return damaged();
  return claims;
}

Result<ParsedCard> parse_cose(ByteView bytes) {
  CborReader reader(bytes);
  if (!reader.take_tag(kTagSign1)) return damaged();
  WARMHEART_TRY_ASSIGN(const CborItem array, reader.next(Kind::array));
  if (array.integer != 4) return damaged();
  WARMHEART_TRY_ASSIGN(const CborItem header, reader.next(Kind::bytes));
  WARMHEART_TRY_ASSIGN(const CborItem unprotected, reader.next(Kind::map));
  if (unprotected.integer != 0) return damaged();
  WARMHEART_TRY_ASSIGN(const CborItem payload, reader.next(Kind::bytes));
  WARMHEART_TRY_ASSIGN(const CborItem signature, reader.next(Kind::bytes));
  if (signature.bytes.size() != crypto_sign_BYTES || !reader.at_end()) return damaged();
  ParsedCard card;
  WARMHEART_TRY_ASSIGN(const CardKeyId key_id, read_protected_header(header.bytes));
  WARMHEART_TRY_ASSIGN(card.claims, read_claim_set(payload.bytes));
  card.claims.key_id = key_id;
  card.signed_bytes = to_be_signed(header.bytes, payload.bytes);
  card.signature = bytes_of(signature.bytes);
  return card;
}

Result<Bytes> cose_of(std::string_view card_text) {
  if (!card_text.starts_with(kCardPrefix) || card_text.size() > kMaxCardCharacters) return damaged();
  return from_base45(card_text.substr(kCardPrefix.size()));
}

Result<ParsedCard> parse_card(std::string_view card_text) {
  WARMHEART_TRY_ASSIGN(const Bytes cose, cose_of(card_text));
  return parse_cose(cose);
}

// What a keyboard scanner may add or change: blanks at the ends, full-width forms, the case of letters. A card never
// ends in a blank: the last digit of a base45 group is below 33.
std::string tidied(std::string_view scanned) {
  const std::optional<std::u32string> text = from_utf8(scanned);
  if (!text) return {};
  std::u32string narrowed = *text;
  std::ranges::transform(narrowed, narrowed.begin(), narrow);
  const auto first = std::ranges::find_if_not(narrowed, is_space);
  narrowed.erase(narrowed.begin(), first);
  while (!narrowed.empty() && (is_space(narrowed.back()) || is_control(narrowed.back()))) narrowed.pop_back();
  return to_utf8(narrowed);
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

bool looks_like_address(std::string_view text) {
  const std::string head = upper(text.substr(0, 24));
  return head.find("://") != std::string::npos || head.starts_with("WWW.") || head.starts_with("HTTP:");
}

bool signature_holds(const ParsedCard& card, const CardTrust::Key& key) {
  return crypto_sign_verify_detached(card.signature.data(), card.signed_bytes.data(), card.signed_bytes.size(),
                                     key.public_key.data()) == 0;
}

// A device's key may promise sixty days, whatever the card claims.
std::int64_t end_of(const CardClaims& claims, bool final_role) {
  return final_role ? claims.expires_ms : std::min(claims.expires_ms, claims.issued_ms + kProvisionalCardMs);
}

Digest digest_of(const ParsedCard& card) { return sha256({view_of(kDigestContext), card.signed_bytes}); }

CardCheck judge(const ParsedCard& card, const CardTrust& trust, std::int64_t now_ms) {
  CardCheck check;
  check.as_of_ms = trust.as_of_ms;
  const auto key = trust.keys.find(card.claims.key_id);
  if (key == trust.keys.end()) {
    check.state = CardState::not_checked;
    return check;
  }
  if (!signature_holds(card, key->second)) {
    check.state = CardState::unreadable;
    return check;
  }
  const bool final_role = key->second.final_role;
  check.claims = card.claims;
  check.ends_ms = end_of(card.claims, final_role);
  const auto approved = trust.approved.find(digest_of(card));
  if (std::max(now_ms, trust.as_of_ms) >= check.ends_ms) {
    check.state = CardState::expired;
  } else if (trust.revoked.contains(card_hash(card.claims.card_number))) {
    check.state = CardState::revoked;
  } else if (final_role) {
    check.state = CardState::valid;
  } else if (approved != trust.approved.end()) {
    check.state = CardState::valid_by_approval;
    check.approved_at_ms = approved->second;
  } else {
    check.state = CardState::not_yet_approved;
  }
  return check;
}

CardCheck plain_answer(CardState state, const CardTrust& trust) {
  CardCheck check;
  check.state = state;
  check.as_of_ms = trust.as_of_ms;
  return check;
}

// The card in an address's fragment, if there is one.
Result<ParsedCard> parse_fragment(std::string_view address) {
  const std::size_t hash = address.rfind('#');
  if (hash == std::string_view::npos) return damaged();
  WARMHEART_TRY_ASSIGN(const Bytes cose, from_base64url(address.substr(hash + 1)));
  return parse_cose(cose);
}

}  // namespace

CardNumber make_card_number(Random& random) {
  CardNumber number{};
  random.fill(number);
  return number;
}

CardKeyId card_key_id(ByteView ed25519_public_key32) {
  CardKeyId id{};
  const Digest digest = sha256({ed25519_public_key32});
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

CardHash card_hash(const CardNumber& number) { return card_key_id(number); }

Result<std::array<std::uint8_t, 8>> eight_bytes(ByteView bytes) {
  std::array<std::uint8_t, 8> out{};
  if (bytes.size() != out.size()) return fail(ErrorCode::corrupt, "eight bytes are wanted");
  std::ranges::copy(bytes, out.begin());
  return out;
}

Result<std::string> sign_card(const CardClaims& claims, ByteView ed25519_secret_key64) {
  WARMHEART_TRY(check_claims(claims));
  const auto occupation = std::ranges::find(kOccupations, claims.occupation);
  if (occupation == kOccupations.end())
    return fail(ErrorCode::invalid_argument, "a card names one of the occupation groups");
  if (ed25519_secret_key64.size() != crypto_sign_SECRETKEYBYTES)
    return fail(ErrorCode::invalid_argument, "a card key has 64 bytes");
  if (sodium_init() < 0) return fail(ErrorCode::internal, "libsodium does not start");

  const Bytes header = protected_header(claims.key_id);
  const Bytes payload = claim_set(claims, occupation - kOccupations.begin());
  const Bytes message = to_be_signed(header, payload);
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), ed25519_secret_key64.data());

  CborWriter card;
  card.put_tag(kTagSign1);
  card.begin_array(4);
  card.put_bytes(header);
  card.begin_map(0);
  card.put_bytes(payload);
  card.put_bytes(signature);
  std::string text = std::string(kCardPrefix) + to_base45(card.bytes());
  if (text.size() > kMaxCardCharacters) return fail(ErrorCode::limit, "the card is longer than 240 characters");
  return text;
}

Result<CardClaims> read_card(std::string_view card_text) {
  WARMHEART_TRY_ASSIGN(ParsedCard card, parse_card(card_text));
  return std::move(card.claims);
}

Result<Digest> card_digest(std::string_view card_text) {
  WARMHEART_TRY_ASSIGN(const ParsedCard card, parse_card(card_text));
  return digest_of(card);
}

Result<std::string> card_page_address(std::string_view page_address, std::string_view card_text) {
  WARMHEART_TRY_ASSIGN(const Bytes cose, cose_of(card_text));
  return std::string(page_address) + "#" + to_base64url(cose);
}

const char* wire_name(CardState state) {
  switch (state) {
    case CardState::valid: return "valid";
    case CardState::valid_by_approval: return "valid-by-approval";
    case CardState::not_yet_approved: return "not-yet-approved";
    case CardState::not_checked: return "not-checked";
    case CardState::expired: return "expired";
    case CardState::revoked: return "revoked";
    case CardState::unreadable: return "unreadable";
    case CardState::not_a_card: return "not-a-card";
    case CardState::web_address: return "web-address";
  }
  return "";
}

bool is_good(CardState state) {
  switch (state) {
    case CardState::valid:
    case CardState::valid_by_approval:
    case CardState::not_yet_approved: return true;
    case CardState::not_checked:
    case CardState::expired:
    case CardState::revoked:
    case CardState::unreadable:
    case CardState::not_a_card:
    case CardState::web_address: return false;
  }
  return false;
}

CardCheck check_card(std::string_view scanned, const CardTrust& trust, std::int64_t now_ms) {
  if (scanned.size() > kMaxScanned)
    return plain_answer(looks_like_address(scanned) ? CardState::web_address : CardState::not_a_card, trust);
  const std::string text = tidied(scanned);
  const std::string capitals = upper(text);
  if (capitals.starts_with(kCardPrefix)) {
    const auto card = parse_card(capitals);
    return card ? judge(*card, trust, now_ms) : plain_answer(CardState::unreadable, trust);
  }
  if (looks_like_address(text)) {
    const auto card = parse_fragment(text);
    return card ? judge(*card, trust, now_ms) : plain_answer(CardState::web_address, trust);
  }
  return plain_answer(CardState::not_a_card, trust);
}

}  // namespace warmheart
