#include "core/base/utf8.h"

#include <catch2/catch.hpp>

#include <string>

using namespace warmheart;

TEST_CASE("UTF-8 is what RFC 3629 says: no overlong forms, surrogates, or code points beyond the last") {
  for (const char* good :
       {"", "a", "é", "张伟", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"})
    CHECK(is_utf8(good));
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE5\xBC", "a\xE5",
                          "\xE5\xBC"
                          "a"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("text is cut before a character, never within one, and before what is no text") {
  CHECK(cut_text("张伟", 6) == "张伟");
  CHECK(cut_text("张伟", 5) == "张");
  CHECK(cut_text("张伟", 2).empty());
  CHECK(cut_text("1.2.3", 40) == "1.2.3");
  CHECK(cut_text(std::string_view("a\0b", 3), 40) == "a");
  CHECK(cut_text("ok\xFFno", 40) == "ok");
  for (std::size_t bytes = 0; bytes < 12; ++bytes) CHECK(is_utf8(cut_text("a张\xF0\x9F\x98\x80é", bytes)));
}
