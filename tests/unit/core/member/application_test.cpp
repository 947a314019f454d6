#include "core/member/application.h"

#include <catch2/catch.hpp>

#include "core/member/occupation.h"
#include "core/member/receiving_union.h"
#include "core/member/review.h"
#include "core/person/text.h"

#include <set>

using namespace warmheart;

namespace {

constexpr Date kToday{2026, 3, 9};

Consent given(const std::string& id) { return {id, "2026-01", consent_hash(id), "zh", true}; }

Signature drawn() {
  Signature signature;
  for (int s = 0; s < 3; ++s) {
    Stroke stroke;
    for (int i = 0; i < 40; ++i) stroke.push_back({1000 + s * 2500 + i * 30, 3000 + (i % 7) * 300});
    signature.strokes.push_back(stroke);
  }
  return signature;
}

Draft good_draft() {
  Draft draft;
  draft.name = "张伟";
  draft.document_number = "11010519900307283X";
  draft.mobile = "138 0000 0001";
  draft.occupation = "food-delivery";
  draft.platform = "美团";
  draft.street_code = "110105026";
  draft.union_code = "110105026";
  draft.signature = drawn();
  draft.consents = {given("notice"), given("id-number"), given("receiving-union")};
  return draft;
}

std::string with_check(const std::string& digits) {
  static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * kWeights[i];
  return digits + "10X98765432"[sum % 11];
}

Draft draft_of(const std::string& seventeen = "11010519900307283") {
  Draft draft = good_draft();
  draft.document_number = with_check(seventeen);
  return draft;
}

// The one reason a field gives when it is left.
std::optional<Reason> left(const Draft& draft, Field field) {
  const auto errors = check_field(draft, field, kToday);
  CHECK(errors.size() <= 1);
  if (errors.empty()) return std::nullopt;
  CHECK(errors.front().field == field);
  return errors.front().reason;
}

}  // namespace

TEST_CASE("a good draft becomes an application") {
  const Draft draft = draft_of();
  const auto application = validate(draft, kToday);
  REQUIRE(application);
  CHECK(application->name == "张伟");
  CHECK(application->mobile == "13800000001");
  CHECK(application->birth == Date{1990, 3, 7});
  CHECK(application->sex == Sex::male);
  CHECK(application->consents.size() == 3);
  CHECK(application->language == "zh");
  CHECK_FALSE(application->manual_review);
  CHECK(last_four(*application) == "0001");
  for (const Field field : all_fields()) CHECK_FALSE(left(draft, field).has_value());
}

TEST_CASE("an empty draft gives all errors at once, one beside each field") {
  const auto application = validate(Draft{}, kToday);
  REQUIRE_FALSE(application);
  std::vector<std::pair<Field, Reason>> found;
  for (const FieldError& error : application.error()) found.emplace_back(error.field, error.reason);
  const std::vector<std::pair<Field, Reason>> expected = {
      {Field::name, Reason::name_empty},           {Field::document, Reason::document_empty},
      {Field::mobile, Reason::mobile_empty},       {Field::occupation, Reason::occupation_empty},
      {Field::street, Reason::street_empty},       {Field::receiving_union, Reason::union_empty},
      {Field::signature, Reason::signature_empty}, {Field::consents, Reason::consents_missing}};
  CHECK(found == expected);
}

TEST_CASE("who has no phone gives the last four of the document") {
  Draft draft = draft_of("11010519900307283");
  draft.mobile.clear();
  CHECK(left(draft, Field::mobile) == Reason::mobile_empty);
  draft.no_mobile = true;
  const auto application = validate(draft, kToday);
  REQUIRE(application);
  CHECK(application->mobile.empty());
  CHECK(last_four(*application) == draft.document_number.substr(14));
  CHECK(parse_last_four(" 00 2x") == "002X");
  CHECK(parse_last_four("１２３４") == "1234");
  for (const char* bad : {"", "123", "12345", "12X4", "abcd", "123😀", "\xff"})
    CHECK_FALSE(parse_last_four(bad).has_value());
}

TEST_CASE("a wrong check digit may come with the number that was meant") {
  Draft draft = draft_of();
  const std::string meant = draft.document_number;
  draft.document_number[10] = '7';
  const auto errors = check_field(draft, Field::document, kToday);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].reason == Reason::document_check);
  CHECK(errors[0].suggestion == meant);
  CHECK(draft.document_number != meant);  // never put in by itself
  draft.document_number = "15000019970319128X";
  CHECK(check_field(draft, Field::document, kToday).front().reason == Reason::document_check);
}

TEST_CASE("what needs a person's eye is marked, and nothing is refused for it") {
  Draft draft = draft_of();
  draft.name = "张〓";
  CHECK(validate(draft, kToday)->manual_review);
  draft = draft_of("44052418800101001");
  CHECK(validate(draft, kToday)->manual_review);
  draft = good_draft();
  draft.document_kind = DocumentKind::foreign_permanent;
  draft.document_number = "USA110085061201";
  draft.name = "JOHN SMITH";
  const auto application = validate(draft, kToday);
  REQUIRE(application);
  CHECK(application->manual_review);
  CHECK_FALSE(application->birth.has_value());
}

TEST_CASE("under sixteen nothing is kept") {
  const auto application = validate(draft_of("11010520110101283"), kToday);
  REQUIRE_FALSE(application);
  CHECK(application.error().front().reason == Reason::document_under_age);
}

TEST_CASE("pasted garbage in any field is an error beside it, and the others stay as they were") {
  std::string names;
  std::string emoji;
  for (int i = 0; i < 10000; ++i) names += "张", emoji += "😀";
  for (const std::string& garbage :
       {names, emoji, std::string("\x01\x02"), std::string("\xff\xfe"), std::string("DROP TABLE;\n'\"<>")}) {
    Draft draft;
    draft.name = draft.document_number = draft.mobile = draft.occupation = draft.platform = draft.employer =
        draft.street_code = draft.union_code = garbage;
    draft.signature = drawn();
    const Draft before = draft;
    const auto application = validate(draft, kToday);
    REQUIRE_FALSE(application);
    CHECK(application.error().size() == 9);  // all but the signature
    CHECK(draft.name == before.name);
    CHECK(draft.employer == before.employer);
  }
  Draft draft = draft_of();
  draft.employer = std::string(61, 'a');
  CHECK(left(draft, Field::employer) == Reason::employer_long);
  draft.platform = std::string(31, 'a');
  CHECK(left(draft, Field::platform) == Reason::platform_long);
  draft.union_code = "1234567890";
  CHECK(left(draft, Field::receiving_union) == Reason::union_empty);
  draft.street_code = "110105";
  CHECK(left(draft, Field::street) == Reason::street_empty);
  draft.outside_city = true;
  CHECK_FALSE(left(draft, Field::street).has_value());
}

TEST_CASE("each required consent is needed, and the optional one is not") {
  for (const std::string_view id : kRequiredConsents) {
    Draft draft = draft_of();
    for (Consent& consent : draft.consents) {
      if (consent.text_id == id) consent.given = false;
    }
    CHECK(left(draft, Field::consents) == Reason::consents_missing);
  }
  Draft draft = draft_of();
  draft.consents.push_back({"sms", "2026-01", consent_hash("sms"), "zh", false});
  CHECK(validate(draft, kToday)->consents.size() == 4);
  draft.consents[0].text_hash = kZeroDigest;  // nobody knows what was shown
  CHECK(left(draft, Field::consents) == Reason::consents_missing);
}

TEST_CASE("a signature is drawn, or declined with a way to make it good") {
  Draft draft = draft_of();
  draft.signature.strokes = {{}, {}};
  CHECK(left(draft, Field::signature) == Reason::signature_empty);
  draft.signature.strokes = {{{100, 100}}};
  CHECK(left(draft, Field::signature) == Reason::signature_short);
  draft.signature.declined = true;
  const auto application = validate(draft, kToday);
  REQUIRE(application);
  CHECK(application->signature.declined);
  CHECK(application->signature.witness == "union-by-phone");
  CHECK(application->signature.strokes.empty());
}

TEST_CASE("a correction looks at the returned fields alone") {
  Draft draft;
  draft.mobile = "13800000002";
  draft.name = "JOHN SMITH";
  const Field fields[] = {Field::mobile, Field::name, Field::consents};
  const auto correction = validate_correction(draft, fields, kToday);
  REQUIRE(correction);
  CHECK(correction->fields == std::vector<Field>{Field::name, Field::mobile});
  CHECK(correction->values.mobile == "13800000002");
  CHECK(correction->values.manual_review);  // Latin, and nobody here knows the document's kind
  CHECK(correction->values.document_number.empty());

  draft.mobile = "1";
  const auto wrong = validate_correction(draft, fields, kToday);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error() == std::vector<FieldError>{{Field::mobile, Reason::mobile_length, ""}});
}

TEST_CASE("every reason has a sentence of its own, and every field a name that reads back") {
  std::set<std::string> keys;
  for (const Reason reason : all_reasons()) {
    const std::string key = sentence_key(reason);
    CHECK(key.starts_with("error."));
    keys.insert(key);
  }
  CHECK(keys.size() == all_reasons().size());
  CHECK(static_cast<std::size_t>(Reason::consents_missing) + 1 == all_reasons().size());
  for (const Field field : all_fields()) CHECK(field_from(wire_name(field)) == field);
  CHECK_FALSE(field_from("wage").has_value());
}

TEST_CASE("wiping leaves nothing of a person") {
  Draft draft = draft_of();
  draft.no_mobile = true;
  wipe(draft);
  CHECK(draft.name.empty());
  CHECK(draft.document_number.empty());
  CHECK(draft.signature.strokes.empty());
  CHECK(draft.consents.empty());
  CHECK_FALSE(draft.no_mobile);
}

TEST_CASE("the states of an application move only as the union's rules say") {
  using enum ApplicationState;
  CHECK(may_move(submitted, received));
  CHECK(may_move(awaiting_review, approved));
  CHECK(may_move(returned, awaiting_review));
  CHECK_FALSE(may_move(approved, returned));
  CHECK_FALSE(may_move(rejected, approved));
  CHECK_FALSE(may_move(submitted, approved));
  CHECK_FALSE(may_withdraw(approved));
  CHECK(may_withdraw(returned));
  for (const char* name : {"submitted", "received", "awaiting-review", "returned", "rejected", "approved", "active",
                           "withdrawn", "transferring", "suspended", "left"}) {
    const auto state = application_state_from(name);
    REQUIRE(state);
    CHECK(std::string(wire_name(*state)) == name);
  }
  CHECK_FALSE(application_state_from("lost").has_value());
}

TEST_CASE("the union of the street is proposed, this station's where nobody serves it") {
  const std::vector<UnionServes> unions = {{"IND-1", "industry", {"110105026"}},
                                           {"JOINT-1", "joint", {"110105026", "110105027"}},
                                           {"110105026", "street", {"110105026"}}};
  CHECK(propose_union(unions, "110105026", "STATION") == "110105026");
  CHECK(propose_union(unions, "110105027", "STATION") == "JOINT-1");
  CHECK(propose_union(unions, "110108001", "STATION") == "STATION");
  CHECK(propose_union(unions, "", "STATION") == "STATION");
}

TEST_CASE("platforms are offered where they mean something") {
  for (const std::string_view occupation : kOccupations) {
    CHECK(is_occupation(occupation));
    for (const std::string_view platform : platforms_of(occupation))
      CHECK_FALSE(flaw_of_line(platform, kMaxPlatformCharacters).has_value());
  }
  CHECK_FALSE(platforms_of("food-delivery").empty());
  CHECK(platforms_of("care").empty());
  CHECK_FALSE(is_occupation("astronaut"));
}
