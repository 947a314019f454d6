#include "core/member/card.h"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <limits>

#include "core/base/digest.h"
#include "core/member/base45.h"
#include "core/member/occupation.h"

using namespace warmheart;

namespace {

constexpr std::int64_t kNow = 1772985600000;  // 2026-03-09

struct Signer {
  std::array<std::uint8_t, 32> public_key{};
  std::array<std::uint8_t, 64> secret_key{};
  explicit Signer(std::uint8_t seed) {
    REQUIRE(sodium_init() >= 0);
    const std::array<std::uint8_t, 32> seed_bytes = [&] {
      std::array<std::uint8_t, 32> bytes{};
      bytes.fill(seed);
      return bytes;
    }();
    crypto_sign_seed_keypair(public_key.data(), secret_key.data(), seed_bytes.data());
  }
  CardKeyId id() const { return card_key_id(public_key); }
};

const Signer& device() {
  static const Signer kSigner(1);
  return kSigner;
}
const Signer& centre() {
  static const Signer kSigner(2);
  return kSigner;
}

CardClaims claims_of(const Signer& signer) {
  CardClaims claims;
  claims.key_id = signer.id();
  claims.card_number = {1, 2, 3, 4, 5, 6, 7, 8};
  claims.masked_name = "张*";
  claims.occupation = "food-delivery";
  claims.union_code = "110105026";
  claims.issued_ms = kNow;
  claims.expires_ms = kNow + kProvisionalCardMs;
  return claims;
}

CardTrust district() {
  CardTrust trust;
  trust.keys[device().id()] = {device().public_key, false};
  trust.keys[centre().id()] = {centre().public_key, true};
  trust.as_of_ms = kNow;
  return trust;
}

std::string card_of(const Signer& signer) { return sign_card(claims_of(signer), signer.secret_key).value(); }

}  // namespace

TEST_CASE("base45 is that of RFC 9285") {
  CHECK(to_base45(view_of("AB")) == "BB8");
  CHECK(to_base45(view_of("Hello!!")) == "%69 VD92EX0");
  CHECK(to_base45(view_of("base-45")) == "UJCLQE7W581");
  CHECK(text_of(from_base45("QED8WEX0").value()) == "ietf!");
  CHECK(from_base45("").value().empty());
  for (const char* bad : {"GGW", "::", "A", "ABCD", "aB8", "BB8#", ":::"}) CHECK_FALSE(from_base45(bad).has_value());
}

TEST_CASE("a card comes back as it was signed") {
  const std::string text = card_of(device());
  CHECK(text.starts_with("WH1:"));
  const auto claims = read_card(text);
  REQUIRE(claims);
  CHECK(claims->key_id == device().id());
  CHECK(claims->card_number == claims_of(device()).card_number);
  CHECK(claims->masked_name == "张*");
  CHECK(claims->occupation == "food-delivery");
  CHECK(claims->union_code == "110105026");
  CHECK(claims->issued_ms == kNow);
  CHECK(claims->expires_ms == kNow + kProvisionalCardMs);
}

TEST_CASE("with the longest value of every field a card stays within 240 characters of QR's alphanumeric set") {
  CardClaims claims = claims_of(device());
  claims.key_id.fill(0xff);
  claims.card_number.fill(0xff);
  claims.masked_name = "\U00030000\U00030001**\xC2\xB7";
  REQUIRE(claims.masked_name.size() == kMaxMaskedNameBytes);
  claims.union_code = "999999999";
  claims.issued_ms = 253402300798000;
  claims.expires_ms = 253402300799000;
  for (const std::string_view occupation : kOccupations) {
    claims.occupation = occupation;
    const auto text = sign_card(claims, device().secret_key);
    REQUIRE(text);
    CHECK(text->size() <= kMaxCardCharacters);
    CHECK(text->size() <= 228);  // what was measured to read 20 times of 20
    CHECK(text->find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") == std::string::npos);
    CHECK(read_card(*text)->occupation == occupation);
  }
}

TEST_CASE("a card that would break its bounds is not signed") {
  const auto refuses = [](auto change) {
    CardClaims claims = claims_of(device());
    change(claims);
    return !sign_card(claims, device().secret_key).has_value();
  };
  CHECK(refuses([](CardClaims& c) { c.masked_name = "1234567890123"; }));
  CHECK(refuses([](CardClaims& c) { c.masked_name.clear(); }));
  CHECK(refuses([](CardClaims& c) { c.masked_name = "\xff"; }));
  CHECK(refuses([](CardClaims& c) { c.union_code = "1234567890"; }));
  CHECK(refuses([](CardClaims& c) { c.occupation = "astronaut"; }));
  CHECK(refuses([](CardClaims& c) { c.expires_ms = c.issued_ms; }));
  CHECK(refuses([](CardClaims& c) { c.issued_ms = -1; }));
  CHECK(refuses([](CardClaims& c) { c.expires_ms = std::numeric_limits<std::int64_t>::max(); }));
  CHECK_FALSE(refuses([](CardClaims&) {}));
  CHECK_FALSE(sign_card(claims_of(device()), ByteView(device().secret_key).first(32)).has_value());
}

TEST_CASE("provisional or final follows from the key alone") {
  CHECK(check_card(card_of(device()), district(), kNow).state == CardState::not_yet_approved);
  CHECK(check_card(card_of(centre()), district(), kNow).state == CardState::valid);
}

TEST_CASE("an approved card turns valid, with its date") {
  CardTrust trust = district();
  trust.approved[card_digest(card_of(device())).value()] = kNow - 1000;
  const CardCheck check = check_card(card_of(device()), trust, kNow);
  CHECK(check.state == CardState::valid_by_approval);
  CHECK(check.approved_at_ms == kNow - 1000);
  CHECK(check.as_of_ms == kNow);
  REQUIRE(check.claims);
  CHECK(check.claims->masked_name == "张*");
  CHECK(check.ends_ms == kNow + kProvisionalCardMs);
}

TEST_CASE("an approved number under an invented name, another union, date or issuing key is not approved") {
  CardTrust trust = district();
  const Signer stolen(7);
  trust.keys[stolen.id()] = {stolen.public_key, false};
  trust.approved[card_digest(card_of(device())).value()] = kNow;
  const auto state_of = [&](const Signer& signer, auto change) {
    CardClaims claims = claims_of(signer);
    change(claims);
    return check_card(sign_card(claims, signer.secret_key).value(), trust, kNow).state;
  };
  CHECK(state_of(device(), [](CardClaims&) {}) == CardState::valid_by_approval);
  CHECK(state_of(stolen, [](CardClaims&) {}) == CardState::not_yet_approved);
  CHECK(state_of(device(), [](CardClaims& c) { c.masked_name = "李*"; }) == CardState::not_yet_approved);
  CHECK(state_of(device(), [](CardClaims& c) { c.occupation = "truck"; }) == CardState::not_yet_approved);
  CHECK(state_of(device(), [](CardClaims& c) { c.union_code = "CY001"; }) == CardState::not_yet_approved);
  CHECK(state_of(device(), [](CardClaims& c) { c.issued_ms += 1000; }) == CardState::not_yet_approved);
  CHECK(state_of(device(), [](CardClaims& c) { c.expires_ms -= 1000; }) == CardState::not_yet_approved);
}

TEST_CASE("what is listed of a card tells nothing of it, and is SHA-256 over what is signed") {
  const std::string card = card_of(device());
  const Digest digest = card_digest(card).value();
  CHECK(card_digest(card).value() == digest);
  CHECK(card_digest(card_of(centre())).value() != digest);
  CHECK_FALSE(card_digest("WH1:").has_value());
}

TEST_CASE("a card by a key that is not known says nothing: neither its name, nor its end, nor its number") {
  CardTrust trust = district();
  trust.keys.erase(device().id());
  CardClaims claims = claims_of(device());
  claims.issued_ms = 946684800000;
  claims.expires_ms = 1009843200000;  // ended in 2001
  const std::string of_2001 = sign_card(claims, device().secret_key).value();
  trust.approved[card_digest(card_of(device())).value()] = kNow;
  trust.revoked.insert(card_hash(claims.card_number));
  for (const std::string& card : {card_of(device()), of_2001}) {
    for (const CardTrust& known : {trust, CardTrust{}}) {
      const CardCheck check = check_card(card, known, kNow);
      CHECK(check.state == CardState::not_checked);
      CHECK_FALSE(check.claims.has_value());
    }
  }
  CHECK(check_card(of_2001, district(), kNow).state == CardState::expired);
  CHECK(check_card(of_2001, district(), kNow).ends_ms == 946684800000 + kProvisionalCardMs);
}

TEST_CASE("only a card whose signature holds, that has not ended and is not revoked opens anything") {
  for (const CardState good : {CardState::valid, CardState::valid_by_approval, CardState::not_yet_approved})
    CHECK(is_good(good));
  for (const CardState bad : {CardState::not_checked, CardState::expired, CardState::revoked, CardState::unreadable,
                              CardState::not_a_card, CardState::web_address})
    CHECK_FALSE(is_good(bad));
}

TEST_CASE("expired and revoked cards say so") {
  CHECK(check_card(card_of(device()), district(), kNow + kProvisionalCardMs - 1).state == CardState::not_yet_approved);
  CHECK(check_card(card_of(device()), district(), kNow + kProvisionalCardMs).state == CardState::expired);
  CardTrust trust = district();
  trust.revoked.insert(card_hash(claims_of(centre()).card_number));
  CHECK(check_card(card_of(centre()), trust, kNow).state == CardState::revoked);
  CHECK(check_card(card_of(centre()), trust, kNow + 100 * kFinalCardMs).state == CardState::expired);
}

TEST_CASE("a device's key cannot promise more than sixty days") {
  CardClaims claims = claims_of(device());
  claims.expires_ms = kNow + 10 * kFinalCardMs;
  const std::string text = sign_card(claims, device().secret_key).value();
  CHECK(check_card(text, district(), kNow + kProvisionalCardMs).state == CardState::expired);
}

TEST_CASE("a clock set back does not bring an expired card to life, nor spoil a valid one") {
  CardTrust trust = district();
  trust.as_of_ms = kNow + kProvisionalCardMs;
  CHECK(check_card(card_of(device()), trust, 0).state == CardState::expired);
  CHECK(check_card(card_of(centre()), district(), 0).state == CardState::valid);
}

TEST_CASE("a forged card is not readable: another key under a known id, or one changed character") {
  CardClaims claims = claims_of(centre());
  const auto forged = sign_card(claims, device().secret_key);
  CHECK(check_card(*forged, district(), kNow).state == CardState::unreadable);
  CHECK_FALSE(check_card(*forged, district(), kNow).claims.has_value());

  const std::string good = card_of(centre());
  for (std::size_t at = kCardPrefix.size(); at < good.size(); ++at) {
    for (const char c : {'0', 'A', '%'}) {
      if (good[at] == c) continue;
      std::string changed = good;
      changed[at] = c;
      CAPTURE(at, c);
      const CardState state = check_card(changed, district(), kNow).state;
      CHECK((state == CardState::unreadable || state == CardState::not_checked));
    }
  }
}

TEST_CASE("a card cut short or run together is not readable") {
  const std::string good = card_of(centre());
  for (std::size_t size = kCardPrefix.size(); size < good.size(); ++size) {
    CHECK(check_card(good.substr(0, size), district(), kNow).state == CardState::unreadable);
  }
  CHECK(check_card(good + good, district(), kNow).state == CardState::unreadable);
  CHECK(check_card(good + "000", district(), kNow).state == CardState::unreadable);
}

TEST_CASE("CBOR that claims what it has not is not readable, and costs no memory") {
  for (const std::string_view hex :
       {"d29bffffffffffffffff", "d284", "d2845bffffffffffffffff", "d284a0a0a0a0", "d2849fff", "d28440a04040", "84",
        "00", "d28443a10127a0580040", "d2844da201270448000000000000000 0", "fb7ff0000000000000", "f6", "bfff"}) {
    std::string digits(hex);
    std::erase(digits, ' ');
    const Bytes cose = from_hex(digits.size() % 2 == 0 ? digits : digits + "0").value();
    CHECK(check_card("WH1:" + to_base45(cose), district(), kNow).state == CardState::unreadable);
  }
}

TEST_CASE("what scanners add or change does no harm") {
  const std::string good = card_of(centre());
  std::string lower = good;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  std::string wide = good;
  wide.replace(3, 1, "：");
  for (const std::string& scanned : {good + "\r\n", "  " + good + "  ", good + "\t", lower, wide}) {
    CHECK(check_card(scanned, district(), kNow).state == CardState::valid);
  }
}

TEST_CASE("the card page's address carries the card in its fragment") {
  const auto address = card_page_address("https://union.example/card", card_of(centre()));
  REQUIRE(address);
  CHECK(address->starts_with("https://union.example/card#"));
  CHECK(check_card(*address, district(), kNow).state == CardState::valid);
  CHECK(check_card(*address + "\n", district(), kNow).state == CardState::valid);
  CHECK_FALSE(card_page_address("https://union.example/card", "not a card").has_value());
}

TEST_CASE("other codes are told apart from cards") {
  const CardTrust trust = district();
  for (const char* address :
       {"https://qr.example/pay?id=1", "http://a.example", "HTTPS://A.EXAMPLE", "weixin://dl/business",
        "www.example.cn", "https://union.example/card#", "https://union.example/card#AAAA", "https://a.example/#😀"}) {
    CAPTURE(address);
    CHECK(check_card(address, trust, kNow).state == CardState::web_address);
  }
  for (const std::string& other :
       {std::string(), std::string("6901234567892"), std::string("张伟"), std::string("WH2:ABC"),
        std::string("\xff\xfe"), std::string("\0\0", 2), std::string(100000, 'A'), std::string("WH1")}) {
    CHECK(check_card(other, trust, kNow).state == CardState::not_a_card);
  }
  CHECK(check_card("WH1:", trust, kNow).state == CardState::unreadable);
  CHECK(check_card("WH1:" + std::string(300, '0'), trust, kNow).state == CardState::unreadable);
  CHECK(check_card("WH1:😀", trust, kNow).state == CardState::unreadable);
}

TEST_CASE("the revocation hash is the beginning of SHA-256 over the card number") {
  const CardNumber number = {1, 2, 3, 4, 5, 6, 7, 8};
  const Digest digest = sha256({number});
  const CardHash hash = card_hash(number);
  CHECK(std::equal(hash.begin(), hash.end(), digest.begin()));
}
