#include "core/member/query_code.h"

#include <catch2/catch.hpp>
#include <set>

using namespace warmheart;

TEST_CASE("a query code has nine digits and reads back however it is typed") {
  SystemRandom random;
  std::set<std::string> codes;
  for (int i = 0; i < 200; ++i) {
    const std::string code = make_query_code(random);
    CHECK(code.size() == 9);
    CHECK(parse_query_code(code) == code);
    CHECK(parse_query_code(code.substr(0, 3) + " " + code.substr(3, 3) + " " + code.substr(6)) == code);
    codes.insert(code);
  }
  CHECK(codes.size() > 195);
  CHECK(parse_query_code("572") == std::nullopt);
}

TEST_CASE("Damm's own example holds, and every wrong digit and swap is found") {
  CHECK(parse_query_code("000005724") == "000005724");  // 572 has check digit 4; leading zeros change nothing
  CHECK(parse_query_code("０００-００５ 724") == "000005724");
  SystemRandom random;
  for (int round = 0; round < 20; ++round) {
    const std::string good = make_query_code(random);
    for (std::size_t at = 0; at < 9; ++at) {
      for (char c = '0'; c <= '9'; ++c) {
        std::string wrong = good;
        wrong[at] = c;
        CHECK(parse_query_code(wrong).has_value() == (c == good[at]));
      }
      if (at == 8 || good[at] == good[at + 1]) continue;
      std::string swapped = good;
      std::swap(swapped[at], swapped[at + 1]);
      CHECK_FALSE(parse_query_code(swapped).has_value());
    }
  }
}

TEST_CASE("what is no query code is none") {
  for (const char* typed : {"", "00000572", "0000057240", "00000572a", "😀", "\xff", "WH1:ABC"})
    CHECK_FALSE(parse_query_code(typed).has_value());
  CHECK_FALSE(parse_query_code(std::string(10000, '0')).has_value());
}

TEST_CASE("the look-up key needs the code, the last four and this device's salt") {
  const Bytes salt(16, 7);
  const auto key = look_up_key("000005724", "0001", salt);
  REQUIRE(key);
  CHECK(look_up_key("000005724", "0001", salt).value() == *key);
  CHECK(look_up_key("000005724", "0002", salt).value() != *key);
  CHECK(look_up_key("000005724", "0001", Bytes(16, 8)).value() != *key);
  CHECK_FALSE(look_up_key("000005724", "0001", Bytes(15, 7)).has_value());
  CHECK_FALSE(look_up_key("5724", "0001", salt).has_value());
  CHECK_FALSE(look_up_key("000005724", "", salt).has_value());
}
