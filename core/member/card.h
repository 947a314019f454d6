// The member card (CARD.md): CWT claims (RFC 8392) in COSE_Sign1 with EdDSA (RFC 9052), base45 (RFC 9285), prefix
// "WH1:". Provisional or final follows from the role of the key that signed, never from a claim. Pure functions; time
// and lists are given. Failure: signing gives an Error; checking always gives a state that can be shown.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/random.h"

namespace warmheart {

inline constexpr std::string_view kCardPrefix = "WH1:";
inline constexpr std::size_t kMaxCardCharacters = 240;
inline constexpr std::size_t kMaxMaskedNameBytes = 12;
inline constexpr std::int64_t kProvisionalCardMs = 60LL * 24 * 60 * 60 * 1000;
inline constexpr std::int64_t kFinalCardMs = 3LL * 365 * 24 * 60 * 60 * 1000;

using CardKeyId = std::array<std::uint8_t, 8>;
using CardNumber = std::array<std::uint8_t, 8>;
using CardHash = std::array<std::uint8_t, 8>;

CardNumber make_card_number(Random& random);
CardKeyId card_key_id(ByteView ed25519_public_key32);  // first 8 bytes of SHA-256(public key)
CardHash card_hash(const CardNumber& number);  // first 8 bytes of SHA-256(card number), as in the revocation list
Result<std::array<std::uint8_t, 8>> eight_bytes(ByteView bytes);

struct CardClaims {
  CardKeyId key_id{};
  CardNumber card_number{};
  std::string masked_name;     // at most 12 bytes
  std::string occupation;      // a wire name
  std::string union_code;      // at most 9 characters
  std::int64_t issued_ms = 0;  // a card holds whole seconds
  std::int64_t expires_ms = 0;
};

// "WH1:…", at most 240 characters of QR's alphanumeric set. The key is libsodium's 64-byte form.
Result<std::string> sign_card(const CardClaims& claims, ByteView ed25519_secret_key64);

// What the list of approved cards holds of a provisional card: SHA-256 over "warmheart approved card 1" and all that is
// signed, the id of the issuing key and every claim (CARD.md). No part of the card can be told from it, and a card that
// differs in anything has another. corrupt: not a card.
Result<Digest> card_digest(std::string_view card_text);

// What a card says, unproven. For tests and tools; screens use check_card.
Result<CardClaims> read_card(std::string_view card_text);

// The card in the fragment of the centre's card page, so that it never reaches a server.
Result<std::string> card_page_address(std::string_view page_address, std::string_view card_text);

struct CardTrust {
  struct Key {
    std::array<std::uint8_t, 32> public_key{};
    bool final_role = false;  // the centre's; else a device's of this district
  };
  std::map<CardKeyId, Key> keys;
  std::map<Digest, std::int64_t> approved;  // card_digest → approved at
  std::set<CardHash> revoked;
  std::int64_t as_of_ms = 0;  // server time of the list; 0: no list yet
};

enum class CardState {
  valid,              // final
  valid_by_approval,  // provisional, and this very card is on the list of approved ones (approved_at_ms)
  not_yet_approved,
  not_checked,  // signed by a key that is not known here (another district's device, or nobody): nothing is proven
  expired,      // (ends_ms)
  revoked,
  unreadable,  // one of ours by its look, but damaged or forged
  not_a_card,
  web_address,  // some other QR with an address: never opened
};

// "valid", "valid-by-approval", …: for logs, tests and sentence ids.
const char* wire_name(CardState state);

// Whether what a card opens may be used: its signature holds under a known key, it has not ended and is not revoked.
bool is_good(CardState state);

struct CardCheck {
  CardState state = CardState::not_a_card;
  std::optional<CardClaims> claims;  // only where the signature holds under a known key
  std::int64_t ends_ms = 0;          // with claims: when it ends or has ended, whatever the card says
  std::optional<std::int64_t> approved_at_ms;
  std::int64_t as_of_ms = 0;  // "as of the list of ⟨date⟩"
};

// Takes what a scanner types: "WH1:…" in either case, or a card-page address with the card in its fragment. Key,
// signature and end come before everything else. A clock behind the list's date is not believed.
CardCheck check_card(std::string_view scanned, const CardTrust& trust, std::int64_t now_ms);

}  // namespace warmheart
