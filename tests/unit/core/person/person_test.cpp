#include <catch2/catch.hpp>

#include <algorithm>

#include "core/person/areas.h"
#include "core/person/consent.h"
#include "core/person/date.h"
#include "core/person/mask.h"
#include "core/person/phone.h"
#include "core/person/text.h"

using namespace warmheart;

TEST_CASE("a mobile number is eleven digits, however it is typed") {
  for (const char* typed :
       {"13800000001", "138 0000 0001", "138-0000-0001", "+86 138 0000 0001", "8613800000001", "0086 13800000001",
        "＋８６１３８０００００００１", "１３８０００００００１", " 13800000001\n", "+8613800000001"}) {
    CAPTURE(typed);
    const auto mobile = parse_mobile(typed);
    REQUIRE(mobile);
    CHECK(*mobile == "13800000001");
  }
}

TEST_CASE("what is no mobile number gets a reason") {
  const auto flaw = [](std::string_view typed) {
    const auto mobile = parse_mobile(typed);
    CAPTURE(typed);
    REQUIRE_FALSE(mobile);
    return mobile.error();
  };
  CHECK(flaw("") == MobileFlaw::empty);
  CHECK(flaw("  -  ") == MobileFlaw::empty);
  CHECK(flaw("1380000000") == MobileFlaw::length);
  CHECK(flaw("138000000011") == MobileFlaw::length);
  CHECK(flaw("+1 2025550123") == MobileFlaw::not_mobile);
  CHECK(flaw("12800000001") == MobileFlaw::not_mobile);
  CHECK(flaw("01065550123") == MobileFlaw::not_mobile);
  CHECK(flaw("23800000001") == MobileFlaw::not_mobile);
  CHECK(flaw("1380000000O") == MobileFlaw::characters);
  CHECK(flaw("138😀00000001") == MobileFlaw::characters);
  CHECK(flaw("138+00000001") == MobileFlaw::characters);
  CHECK(flaw("\xff") == MobileFlaw::characters);
  CHECK(flaw("+") == MobileFlaw::characters);
  CHECK(flaw(std::string(10000, '1')) == MobileFlaw::length);
}

TEST_CASE("a name is masked to its surname") {
  CHECK(mask_name("张伟") == "张*");
  CHECK(mask_name("欧阳小明") == "欧阳*");
  CHECK(mask_name("司马光") == "司马*");
  CHECK(mask_name("欧阳") == "欧*");
  CHECK(mask_name("东方不败") == "东方*");
  CHECK(mask_name("买买提·艾力") == "买*");
  CHECK(mask_name("JOHN SMITH") == "J*");
  CHECK(mask_name("𠮷野") == "𠮷*");
  CHECK(mask_name("〓伟") == "〓*");
  CHECK(mask_name("") == "*");
  CHECK(mask_name("\xff\xff") == "*");
}

TEST_CASE("numbers are masked so that something is hidden") {
  CHECK(mask_number("11010519491231002X") == "110***********002X");
  CHECK(mask_number("USA110085061201") == "USA********1201");
  CHECK(mask_number("1234567") == "*******");
  CHECK(mask_number("") == "");
  CHECK(mask_mobile("13800000001") == "138****0001");
  CHECK(mask_mobile("123") == "***");
}

TEST_CASE("dates are those of China") {
  CHECK(date_at(0) == Date{1970, 1, 1});
  CHECK(date_at(-1) == Date{1970, 1, 1});             // 07:59 in China
  CHECK(date_at(1772985600000) == Date{2026, 3, 9});  // 00:00 in China
  CHECK(date_at(1772985599999) == Date{2026, 3, 8});
  CHECK(date_at(-86400000) == Date{1969, 12, 31});
  CHECK(is_real({2024, 2, 29}));
  CHECK_FALSE(is_real({2023, 2, 29}));
  CHECK_FALSE(is_real({2023, 4, 31}));
  CHECK_FALSE(is_real({2023, 0, 1}));
  CHECK(age_on({2010, 3, 9}, {2026, 3, 9}) == 16);
  CHECK(age_on({2010, 3, 10}, {2026, 3, 9}) == 15);
  CHECK(age_on({2008, 2, 29}, {2026, 2, 28}) == 17);
  CHECK(age_on({2008, 2, 29}, {2026, 3, 1}) == 18);
}

TEST_CASE("a consent text names who is meant, and its hash is that of what was shown") {
  const ConsentParties parties{"朝阳区总工会", "010-00000000", "望京街道总工会", "010-00000026"};
  const std::string shown =
      show_consent("提供给{union}（{union_phone}）；{controller}，{controller_phone}。{other}", parties);
  CHECK(shown == "提供给望京街道总工会（010-00000026）；朝阳区总工会，010-00000000。{other}");
  CHECK(consent_hash(shown) == sha256({view_of(shown)}));
  CHECK(consent_hash(shown) != consent_hash(shown + " "));
  // A name that looks like a placeholder is not filled again.
  CHECK(show_consent("{controller}", {"{union}", "", "x", ""}) == "{union}");
}

TEST_CASE("UTF-8 is read strictly") {
  CHECK(from_utf8("a汉𠮷") == U"a汉𠮷");
  CHECK(to_utf8(U"aé汉𠮷") == "aé汉𠮷");
  for (const std::string_view bad : {"\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                                     "\x80", "\xe6\xb1", "\xe6"}) {
    CHECK_FALSE(from_utf8(bad).has_value());
  }
}

TEST_CASE("a line of writing takes company names and nothing that breaks a page") {
  for (const char* good : {"", "美团", "北京某某物流有限公司（朝阳）", "A&B Logistics Co., Ltd.", "T3出行",
                           "7-ELEVEN #12", "“好邻居”超市·望京"}) {
    CAPTURE(good);
    CHECK_FALSE(flaw_of_line(good, 60).has_value());
  }
  for (const char* bad : {"美团😀", "美\n团", "美\t团", "美\x07团", "\xff", "美\u202E团", "☃"}) {
    CAPTURE(bad);
    CHECK(flaw_of_line(bad, 60) == LineFlaw::characters);
  }
  CHECK(flaw_of_line(std::string(61, 'a'), 60) == LineFlaw::too_long);
  CHECK(kept_line("  美团　 外卖 ") == "美团 外卖");
}

TEST_CASE("the tables of places are read whole") {
  const auto areas = Areas::load(std::string(WARMHEART_SOURCE_DIR) + "/assets/areas");
  REQUIRE(areas);
  CHECK(areas->districts().size() == 16);
  CHECK(areas->streets_of("110105").size() == 43);
  CHECK(areas->streets_of("999999").empty());
  CHECK(areas->name_of("110105") == "朝阳区");
  CHECK(areas->name_of("110105026") == "望京街道");
  CHECK(areas->name_of("110103") == "崇文区");
  CHECK(areas->english_name_of("110105") == "Chaoyang District");
  CHECK(areas->english_name_of("110105026") == "Wangjing Subdistrict");
  CHECK(areas->english_name_of("110101001") == "东华门街道");
  CHECK(areas->english_name_of("999999").empty());
  for (const Area& district : areas->districts()) CHECK(areas->english_name_of(district.code) != district.name);
  CHECK(areas->name_of("440524").empty());
  CHECK(areas->has_street("110105026"));
  CHECK_FALSE(areas->has_street("110105"));
  CHECK(Areas::load("/nowhere").error().code == ErrorCode::not_found);
}

TEST_CASE("a street is found by its first letters, by Pinyin, by characters, and those that begin so come first") {
  const auto areas = Areas::load(std::string(WARMHEART_SOURCE_DIR) + "/assets/areas");
  REQUIRE(areas);
  const auto first = [&areas](const char* typed) {
    const std::vector<Area> found = areas->find_streets(typed, 12);
    return found.empty() ? std::string() : found.front().name;
  };
  for (const char* typed : {"wj", "WJ", "w'j", "wang jing", "wangj", "望京", "望j"}) {
    CAPTURE(typed);
    const std::vector<Area> found = areas->find_streets(typed, 12);
    CHECK(std::ranges::any_of(found, [](const Area& one) { return one.code == "110105026"; }));
  }
  CHECK(first("wangjing") == "望京街道");
  CHECK(first("shichahai") == "什刹海街道");
  CHECK(first("dashilan") == "大栅栏街道");
  CHECK(areas->find_streets("a", 12).size() <= 12);
  CHECK(areas->find_streets("", 12).empty());
  CHECK(areas->find_streets("\xff", 12).empty());
  CHECK(areas->find_streets("zzzz", 12).empty());
  CHECK(areas->search().match("和平街街道总工会", "pj") == NameSearch::Match::inside);
  CHECK(areas->search().match("Wangjing Union", "wangjing u") == NameSearch::Match::at_start);
}

TEST_CASE("every character of a street's name has its reading") {
  const auto areas = Areas::load(std::string(WARMHEART_SOURCE_DIR) + "/assets/areas");
  REQUIRE(areas);
  for (const Area& district : areas->districts()) {
    for (const Area& street : areas->streets_of(district.code)) {
      INFO(street.name);
      const auto characters = from_utf8(street.name);
      REQUIRE(characters);
      for (const char32_t c : *characters) { CHECK((areas->search().knows(c) || c < 0x80)); }
    }
  }
}
