#include "core/person/identity.h"

#include <catch2/catch.hpp>

using namespace warmheart;

namespace {

constexpr Date kToday{2026, 3, 9};

IdentityFlaw flaw_of(DocumentKind kind, std::string_view typed, Date today = kToday) {
  const auto identity = parse_identity(kind, typed, today);
  REQUIRE_FALSE(identity.has_value());
  return identity.error();
}

IdentityFlaw flaw_of(std::string_view typed) { return flaw_of(DocumentKind::resident_id, typed); }

// The check character for 17 digits, computed here a second way: ISO 7064's recursive method.
std::string with_check(std::string digits) {
  int product = 0;
  for (const char c : digits) product = (product + (c - '0')) * 2 % 11;
  return digits + "0123456789X"[(12 - product) % 11];
}

}  // namespace

TEST_CASE("the valid samples are taken") {
  const auto lady = parse_identity(DocumentKind::resident_id, "11010519491231002X", kToday);
  REQUIRE(lady);
  CHECK(lady->number == "11010519491231002X");
  CHECK(lady->birth == Date{1949, 12, 31});
  CHECK(lady->sex == Sex::female);
  CHECK(lady->manual_review);  // 76 years old

  const auto hong_kong = parse_identity(DocumentKind::residence_permit, "810000199408230021", kToday);
  REQUIRE(hong_kong);
  CHECK(hong_kong->birth == Date{1994, 8, 23});
  CHECK(hong_kong->sex == Sex::female);
  CHECK(hong_kong->manual_review);

  const auto taiwan = parse_identity(DocumentKind::residence_permit, "830000199201300022", kToday);
  REQUIRE(taiwan);
  CHECK(taiwan->birth == Date{1992, 1, 30});
}

TEST_CASE("an implausible age is a valid number that a person looks at") {
  const auto identity = parse_identity(DocumentKind::resident_id, "440524188001010014", kToday);
  REQUIRE(identity);
  CHECK(identity->birth == Date{1880, 1, 1});
  CHECK(identity->sex == Sex::male);
  CHECK(identity->manual_review);
}

TEST_CASE("somebody of working age needs no second look") {
  const auto identity = parse_identity(DocumentKind::resident_id, with_check("11010519900307283"), kToday);
  REQUIRE(identity);
  CHECK_FALSE(identity->manual_review);
  CHECK(identity->sex == Sex::male);
}

TEST_CASE("the wrong check character is found") {
  CHECK(flaw_of("15000019970319128X") == IdentityFlaw::check);
  CHECK(flaw_of("110105194912310021") == IdentityFlaw::check);
}

TEST_CASE("every single wrong digit and every swap of different neighbours is found") {
  const std::string good = with_check("11010519900307283");
  for (std::size_t at = 0; at < 17; ++at) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string wrong = good;
      if (wrong[at] == c) continue;
      wrong[at] = c;
      CAPTURE(wrong);
      CHECK_FALSE(parse_identity(DocumentKind::resident_id, wrong, kToday).has_value());
    }
    std::string swapped = good;
    std::swap(swapped[at], swapped[at + 1]);
    if (swapped == good || swapped[16] == 'X') continue;
    CAPTURE(swapped);
    CHECK_FALSE(parse_identity(DocumentKind::resident_id, swapped, kToday).has_value());
  }
}

TEST_CASE("what hands and input methods leave in a number is taken off") {
  for (const char* typed :
       {"11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002x",
        "１１０１０５　１９４９１２３１　００２ｘ", "110105\u00A019491231\u2009002X", "\t11010519491231002X\r\n"}) {
    CAPTURE(typed);
    const auto identity = parse_identity(DocumentKind::resident_id, typed, kToday);
    REQUIRE(identity);
    CHECK(identity->number == "11010519491231002X");
  }
}

TEST_CASE("impossible and future birth dates are errors") {
  CHECK(flaw_of(with_check("11010519900230283")) == IdentityFlaw::birth_date);
  CHECK(flaw_of(with_check("11010519901301283")) == IdentityFlaw::birth_date);
  CHECK(flaw_of(with_check("11010519900001283")) == IdentityFlaw::birth_date);
  CHECK(flaw_of(with_check("11010519000229283")) == IdentityFlaw::birth_date);  // 1900 was no leap year
  CHECK(flaw_of(with_check("11010520260310283")) == IdentityFlaw::birth_date);  // tomorrow
  CHECK(flaw_of(with_check("11010500000101283")) == IdentityFlaw::birth_date);
  CHECK(parse_identity(DocumentKind::resident_id, with_check("11010520000229283"), kToday).has_value());
}

TEST_CASE("sixteen is the youngest, to the day") {
  const std::string number = with_check("11010520100309283");
  CHECK(parse_identity(DocumentKind::resident_id, number, Date{2026, 3, 9}).has_value());
  CHECK(flaw_of(DocumentKind::resident_id, number, Date{2026, 3, 8}) == IdentityFlaw::under_age);
}

TEST_CASE("an address code that no table holds is no reason to refuse") {
  for (const char* digits : {"11010319800101283", "11022819800101283", "99999919800101283", "00000019800101283"}) {
    const std::string number = with_check(digits);
    CAPTURE(number);
    const auto identity = parse_identity(DocumentKind::resident_id, number, kToday);
    CHECK((identity.has_value() || identity.error() == IdentityFlaw::looks_foreign));
  }
}

TEST_CASE("a wrong form gets its own reason") {
  CHECK(flaw_of("") == IdentityFlaw::empty);
  CHECK(flaw_of("  \t ") == IdentityFlaw::empty);
  CHECK(flaw_of("1101051949123100") == IdentityFlaw::length);
  CHECK(flaw_of("11010519491231002X1") == IdentityFlaw::length);
  CHECK(flaw_of("1101051949123100X2") == IdentityFlaw::characters);  // the X stands where a digit belongs
  CHECK(flaw_of("1101051949123100212") == IdentityFlaw::length);
  CHECK(flaw_of("110105491231002") == IdentityFlaw::fifteen_digits);
  CHECK(flaw_of("1101051949123100XX") == IdentityFlaw::characters);
  CHECK(flaw_of("11010519491231002Y") == IdentityFlaw::characters);
  CHECK(flaw_of("身份证号") == IdentityFlaw::characters);
  CHECK(flaw_of("😀") == IdentityFlaw::characters);
  CHECK(flaw_of("\xff\xfe") == IdentityFlaw::characters);
  CHECK(flaw_of(std::string("110105\0194912310", 16)) == IdentityFlaw::characters);
  CHECK(flaw_of(std::string(10000, '1')) == IdentityFlaw::length);
  CHECK(flaw_of(std::string(10000, 'x')) == IdentityFlaw::characters);
  CHECK(flaw_of("G12345678") == IdentityFlaw::characters);  // a passport
}

TEST_CASE("a permit under 'resident ID' is taken as the permit it is") {
  const auto identity = parse_identity(DocumentKind::resident_id, "810000199408230021", kToday);
  REQUIRE(identity);
  CHECK(identity->kind == DocumentKind::residence_permit);
  CHECK(identity->manual_review);
  CHECK(flaw_of(DocumentKind::residence_permit, "11010519491231002X") == IdentityFlaw::not_a_permit);
}

TEST_CASE("both forms of the foreign card are taken, under its own kind only") {
  const std::string form_2023 = with_check("91184019850612001");
  const auto modern = parse_identity(DocumentKind::foreign_permanent, form_2023, kToday);
  REQUIRE(modern);
  CHECK(modern->birth == Date{1985, 6, 12});
  CHECK(modern->manual_review);
  const auto older = parse_identity(DocumentKind::foreign_permanent, "usa 1100 850612 01", kToday);
  REQUIRE(older);
  CHECK(older->number == "USA110085061201");
  CHECK_FALSE(older->birth.has_value());
  CHECK(older->sex == Sex::unknown);
  CHECK(older->manual_review);

  CHECK(flaw_of(form_2023) == IdentityFlaw::looks_foreign);
  CHECK(flaw_of("USA110085061201") == IdentityFlaw::looks_foreign);
  CHECK(flaw_of(DocumentKind::foreign_permanent, "11010519491231002X") == IdentityFlaw::not_foreign);
  CHECK(flaw_of(DocumentKind::foreign_permanent, "US1110085061201") == IdentityFlaw::characters);
  std::string wrong = form_2023;
  wrong[8] = wrong[8] == '9' ? '8' : '9';
  CHECK(flaw_of(DocumentKind::foreign_permanent, wrong) == IdentityFlaw::check);
}

TEST_CASE("did you mean: offered when the birth date alone can be wrong") {
  const std::string meant = with_check("11010519900307283");
  std::string typed = meant;
  typed[10] = '7';  // month 73
  const auto offer = did_you_mean(typed, kToday);
  REQUIRE(offer);
  CHECK(*offer == meant);
  CHECK(did_you_mean("  " + typed, kToday) == offer);
}

TEST_CASE("a first digit mistyped as 9 is a slip, not a foreign card, and the number meant is offered") {
  for (const char* digits : {"11010519900307283", "37010219880615221", "65010219951120334", "44030119790101118"}) {
    const std::string meant = with_check(digits);
    std::string typed = meant;
    typed[0] = '9';
    CAPTURE(typed);
    CHECK(flaw_of(typed) == IdentityFlaw::check);
    CHECK(did_you_mean(typed, kToday) == meant);
  }
}

TEST_CASE("a mistyped number is told so before anything is said of its kind") {
  std::string foreign = with_check("91184019850612001");
  foreign[12] = '3';
  CHECK(flaw_of(foreign) == IdentityFlaw::check);
  std::string permit = "810000199408230021";
  permit[0] = '3';
  CHECK(flaw_of(DocumentKind::residence_permit, permit) == IdentityFlaw::check);
  CHECK(did_you_mean(permit, kToday, DocumentKind::residence_permit) == "810000199408230021");
  std::string form_2023 = with_check("91184019850612001");
  form_2023[0] = '1';
  CHECK(flaw_of(DocumentKind::foreign_permanent, form_2023) == IdentityFlaw::check);
}

TEST_CASE("did you mean: nothing when more than one number may have been meant, or none") {
  const std::string meant = with_check("11010519900307283");
  std::string typed = meant;
  typed[15] = typed[15] == '0' ? '1' : '0';  // then any digit of the sequence may be the wrong one
  CHECK_FALSE(did_you_mean(typed, kToday).has_value());
  CHECK_FALSE(did_you_mean("15000018000319128X", kToday).has_value());  // no single slip makes an age between 16 and 75
  CHECK_FALSE(did_you_mean(meant, kToday).has_value());                 // nothing is wrong with it
  CHECK_FALSE(did_you_mean("1101051990", kToday).has_value());
  CHECK_FALSE(did_you_mean("", kToday).has_value());
  CHECK_FALSE(did_you_mean(std::string(10000, '9'), kToday).has_value());
}

TEST_CASE("did you mean: an offer is always a valid number of a plausible age, one slip away") {
  int offers = 0;
  int slips = 0;
  const std::string meant = with_check("11010519880615221");
  for (std::size_t at = 0; at < meant.size(); ++at) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string typed = meant;
      if (typed[at] == c) continue;
      typed[at] = c;
      ++slips;
      const auto offer = did_you_mean(typed, kToday);
      if (!offer) continue;
      ++offers;
      CHECK(*offer == meant);
      const auto identity = parse_identity(DocumentKind::resident_id, *offer, kToday);
      REQUIRE(identity);
      CHECK(age_on(*identity->birth, kToday) >= kJoiningAge);
      CHECK(age_on(*identity->birth, kToday) <= kImplausibleAge);
    }
  }
  // About one in four.
  CHECK(offers * 100 > slips * 15);
  CHECK(offers * 100 < slips * 40);
}

TEST_CASE("document kinds have wire names both ways") {
  for (const DocumentKind kind :
       {DocumentKind::resident_id, DocumentKind::residence_permit, DocumentKind::foreign_permanent}) {
    CHECK(document_kind_from(wire_name(kind)) == kind);
  }
  CHECK_FALSE(document_kind_from("passport").has_value());
}
