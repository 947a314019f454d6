#include "core/base/bytes.h"

#include <catch2/catch.hpp>

#include "core/base/digest.h"

using namespace warmheart;

TEST_CASE("bytes survive every text form") {
  for (std::size_t size = 0; size < 70; ++size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + size);
    CHECK(from_hex(to_hex(bytes)).value() == bytes);
    CHECK(from_base64url(to_base64url(bytes)).value() == bytes);
    CHECK(from_base32(to_base32(bytes)).value() == bytes);
  }
}

TEST_CASE("base32 forgives what a person types") {
  const Bytes code{0xDE, 0xAD, 0xBE, 0xEF, 0x18};
  CHECK(to_base32(code) == "32W353YY");
  CHECK(from_base32("32w3-53 yy").value() == code);
  CHECK(from_base32("32w3-53 y!").error().code == ErrorCode::invalid_argument);
}

TEST_CASE("text that is not what it claims is refused") {
  CHECK_FALSE(from_hex("abc").has_value());
  CHECK_FALSE(from_hex("zz").has_value());
  CHECK_FALSE(from_base64url("a+b/").has_value());
}

TEST_CASE("SHA-256 of FIPS 180-4") {
  CHECK(to_hex(sha256({view_of("a"), view_of("bc")})) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
