#include "core/person/name.h"

#include <catch2/catch.hpp>

using namespace warmheart;

namespace {

PersonName name_of(std::string_view typed, DocumentKind kind = DocumentKind::resident_id) {
  const auto name = parse_name(typed, kind);
  CAPTURE(typed);
  REQUIRE(name);
  return *name;
}

NameFlaw name_flaw(std::string_view typed, DocumentKind kind = DocumentKind::resident_id) {
  const auto name = parse_name(typed, kind);
  CAPTURE(typed);
  REQUIRE_FALSE(name);
  return name.error();
}

std::string times(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("Han names are taken, with spaces gone") {
  CHECK(name_of("张伟").text == "张伟");
  CHECK(name_of(" 张 伟 ").text == "张伟");
  CHECK(name_of("张　伟").text == "张伟");
  CHECK(name_of("欧阳小明").text == "欧阳小明");
  CHECK_FALSE(name_of("张伟").manual_review);
}

TEST_CASE("Han characters of all planes are taken") {
  CHECK(name_of("王㐂").text == "王㐂");                                  // extension A
  CHECK(name_of("李𠮷").text == "李𠮷");                                  // extension B
  CHECK(name_of("\U0002A700\U0002B740").text == "\U0002A700\U0002B740");  // C, D
  CHECK(name_of("\U0002B820\U0002CEB0").text == "\U0002B820\U0002CEB0");  // E, F
  CHECK(name_of("\U00030000\U00031350").text == "\U00030000\U00031350");  // G, H
  CHECK(name_of("\U0002EBF0伟").text == "\U0002EBF0伟");                  // I
  CHECK(name_of("王\u9FFF").text == "王\u9FFF");                          // 鿿
  CHECK(name_of("李〇").text == "李〇");
}

TEST_CASE("every middle dot becomes the one of the register") {
  for (const char* typed :
       {"买买提·艾力", "买买提‧艾力", "买买提•艾力", "买买提・艾力", "买买提.艾力", "买买提．艾力", "买买提 · 艾力"}) {
    CHECK(name_of(typed).text == "买买提\u00B7艾力");
  }
  CHECK(name_flaw("·买买提") == NameFlaw::dot);
  CHECK(name_flaw("买买提·") == NameFlaw::dot);
  CHECK(name_flaw("买买提··艾力") == NameFlaw::dot);
  CHECK(name_flaw("···") == NameFlaw::dot);
}

TEST_CASE("a name has 2 to 30 Han characters") {
  CHECK(name_flaw("张") == NameFlaw::too_short);
  CHECK(name_of(times("阿", 30)).text.size() == 90);
  CHECK(name_flaw(times("阿", 31)) == NameFlaw::too_long);
  CHECK(name_of(times("阿", 15) + "·" + times("里", 15)).text.size() == 92);
  CHECK(name_flaw(times("张", 10000)) == NameFlaw::too_long);
}

TEST_CASE("a character nobody could type is kept as 〓 and goes to manual review") {
  CHECK(name_of("张〓").manual_review);
  CHECK(name_of("张〓").text == "张〓");
  CHECK(name_of("〓伟").manual_review);
}

TEST_CASE("what is not a name gets a reason, never a crash") {
  CHECK(name_flaw("") == NameFlaw::empty);
  CHECK(name_flaw(" \t　") == NameFlaw::empty);
  for (const char* typed : {"张伟1", "张😀伟", "😀😀", "张\x01伟", "张\u202E伟", "张\u200B伟", "\xff\xfe张", "张伟<b>",
                            "123456", "张伟！", "ポール", "\xed\xa0\x80伟", "张W", "\uE863伟", "张\uFE00伟"}) {
    CHECK(name_flaw(typed) == NameFlaw::characters);
  }
  CHECK(name_flaw(std::string("张\0伟", 7)) == NameFlaw::characters);
  CHECK(name_flaw(times("😀", 10000)) == NameFlaw::characters);
  CHECK(name_flaw(std::string(10000, 'A')) == NameFlaw::needs_han);
}

TEST_CASE("Latin letters are for foreign cards") {
  constexpr auto kForeign = DocumentKind::foreign_permanent;
  CHECK(name_of("SMITH  JOHN", kForeign).text == "SMITH JOHN");
  CHECK(name_of(" O’Brien, Seán ", kForeign).text == "O'Brien, Seán");
  CHECK(name_of("ＳＭＩＴＨ　ＪＯＨＮ", kForeign).text == "SMITH JOHN");
  CHECK(name_of("MÜLLER-LÜDENSCHEIDT", kForeign).text == "MÜLLER-LÜDENSCHEIDT");
  CHECK(name_of("约翰", kForeign).text == "约翰");
  CHECK(name_of(std::string(60, 'A'), kForeign).text.size() == 60);
  CHECK(name_flaw(std::string(61, 'A'), kForeign) == NameFlaw::too_long);
  CHECK(name_flaw(std::string(10000, 'A'), kForeign) == NameFlaw::too_long);
  CHECK(name_flaw("J", kForeign) == NameFlaw::too_short);
  CHECK(name_flaw("-JOHN", kForeign) == NameFlaw::characters);
  CHECK(name_flaw("JOHN1", kForeign) == NameFlaw::characters);
  CHECK(name_flaw("JOHN😀", kForeign) == NameFlaw::characters);
  CHECK(name_flaw("John Smith") == NameFlaw::needs_han);
  CHECK(name_flaw("John Smith", DocumentKind::residence_permit) == NameFlaw::needs_han);
}
