// Prints a signed card and its key, and writes the card's QR code as a picture: what tests/e2e/card_check_test.py hands
// to tools that are not ours.
//   card_sample [PICTURE.pgm]   →   line 1 the card, line 2 the public key, line 3 the card-page address
#include <sodium.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <QrCode.hpp>
#include <vector>

#include "core/base/bytes.h"
#include "core/member/card.h"

namespace {

// A plain grey map with the quiet zone of four modules, `scale` pixels a module.
void write_picture(const char* path, const qrcodegen::QrCode& code, int scale) {
  const int modules = code.getSize() + 8;
  std::ofstream file(path, std::ios::binary);
  file << "P5\n" << modules * scale << ' ' << modules * scale << "\n255\n";
  for (int y = 0; y < modules * scale; ++y) {
    for (int x = 0; x < modules * scale; ++x) file.put(code.getModule(x / scale - 4, y / scale - 4) ? '\0' : '\xff');
  }
}

}  // namespace

int main(int count, char** arguments) {
  using namespace warmheart;
  if (sodium_init() < 0) return 1;
  std::array<std::uint8_t, 32> public_key{};
  std::array<std::uint8_t, 64> secret_key{};
  crypto_sign_keypair(public_key.data(), secret_key.data());
  SystemRandom random;
  CardClaims claims;
  claims.key_id = card_key_id(public_key);
  claims.card_number = make_card_number(random);
  claims.masked_name = "欧阳*";
  claims.occupation = "ride-hailing";
  claims.union_code = "110105026";
  claims.issued_ms = 1772985600000;
  claims.expires_ms = claims.issued_ms + kProvisionalCardMs;
  const auto card = sign_card(claims, secret_key);
  const auto address = card ? card_page_address("https://union.example/card", *card) : card;
  if (!card || !address) return 1;
  std::printf("%s\n%s\n%s\n", card->c_str(), to_hex(public_key).c_str(), address->c_str());
  if (count > 1) {
    const auto segments = qrcodegen::QrSegment::makeSegments(card->c_str());
    const auto code = qrcodegen::QrCode::encodeSegments(segments, qrcodegen::QrCode::Ecc::MEDIUM);
    if (code.getVersion() > 9) return 1;  // core/member/CARD.md: QR version 9-M
    write_picture(arguments[1], code, 4);
  }
  return 0;
}
