#include <catch2/catch.hpp>
#include <functional>

#include "core/member/application_wire.h"

using namespace warmheart;

namespace {

Application sample() {
  Application application;
  application.name = "欧阳小明";
  application.document_number = "11010519491231002X";
  application.birth = Date{1949, 12, 31};
  application.sex = Sex::female;
  application.mobile = "13800000003";
  application.occupation = "courier";
  application.platform = "顺丰";
  application.employer = "北京某某物流有限公司";
  application.street_code = "110105026";
  application.union_code = "110105026";
  application.signature.strokes = {{{100, 200}, {3000, 4000}, {9000, 100}}};
  application.consents = {{"notice", "2026-01", consent_hash("x"), "zh", true}};
  application.language = "zh";
  application.manual_review = true;
  return application;
}

}  // namespace

TEST_CASE("an application comes back from the wire as it went") {
  const Application sent = sample();
  wire::ApplicationFields fields;
  REQUIRE(fields.ParseFromString(to_wire(sent).SerializeAsString()));
  const auto read = application_from(fields);
  REQUIRE(read);
  CHECK(read->name == sent.name);
  CHECK(read->document_number == sent.document_number);
  CHECK(read->birth == sent.birth);
  CHECK(read->sex == sent.sex);
  CHECK(read->mobile == sent.mobile);
  CHECK(read->employer == sent.employer);
  CHECK(read->signature.strokes == sent.signature.strokes);
  CHECK(read->manual_review);
  const auto consent = consent_from(to_wire(sent.consents[0]));
  REQUIRE(consent);
  CHECK(consent->text_hash == sent.consents[0].text_hash);
  CHECK(consent->given);
}

TEST_CASE("fields that break their form are an Error that names the field and never the value") {
  const wire::ApplicationFields good = to_wire(sample());
  const auto error_of = [](const wire::ApplicationFields& fields) {
    const auto read = application_from(fields);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::corrupt);
    return read.error().what;
  };
  wire::ApplicationFields fields = good;
  fields.set_name(std::string(10000, 'A'));
  CHECK(error_of(fields) == "the application's name breaks its form");
  fields = good;
  fields.set_document_kind("passport");
  error_of(fields);
  fields = good;
  fields.set_document_number("110'; --");
  CHECK(error_of(fields).find("110") == std::string::npos);
  fields = good;
  fields.set_mobile("+8613800000003");
  error_of(fields);
  fields = good;
  fields.set_occupation("astronaut");
  error_of(fields);
  fields = good;
  fields.mutable_signature()->set_strokes("\xff\xff\xff");
  error_of(fields);
  fields = good;
  fields.set_employer("a\nb");
  error_of(fields);
  error_of(wire::ApplicationFields{});
}

TEST_CASE("what comes from the wire is judged by the rules of the form, field by field") {
  const Date today{2026, 11, 23};
  wire::ApplicationSubmitted good;
  *good.mutable_fields() = to_wire(sample());
  for (const std::string_view text : kRequiredConsents) {
    wire::ConsentGiven& consent = *good.add_consents();
    consent.set_text_id(std::string(text));
    consent.set_text_hash(std::string(32, 'h'));
    consent.set_given(true);
  }
  REQUIRE(fields_breaking_rules(good, today).empty());
  const auto broken = [&](const std::function<void(wire::ApplicationFields&)>& spoil) {
    wire::ApplicationSubmitted spoiled = good;
    spoil(*spoiled.mutable_fields());
    return fields_breaking_rules(spoiled, today);
  };
  using Fields = std::vector<Field>;
  CHECK(broken([](auto& f) { f.set_document_number("110105199013321233"); }) == Fields{Field::document});
  CHECK(broken([](auto& f) { f.set_document_number("11010519900307123x"); }) == Fields{Field::document});
  CHECK(broken([](auto& f) { f.set_document_kind("passport"); }) == Fields{Field::document});
  CHECK(broken([](auto& f) { f.set_mobile("12345"); }) == Fields{Field::mobile});
  CHECK(broken([](auto& f) { f.set_mobile("+8613800000003"); }) == Fields{Field::mobile});
  CHECK(broken([](auto& f) { f.set_name("="); }) == Fields{Field::name});
  CHECK(broken([](auto& f) { f.set_occupation("astronaut"); }) == Fields{Field::occupation});
  CHECK(broken([](auto& f) { f.set_street_code("abcdefghi"); }) == Fields{Field::street});
  CHECK(broken([](auto& f) { f.mutable_signature()->set_strokes("\xff\xff\xff"); }).back() == Field::signature);
  CHECK(broken([](auto& f) { f.set_mobile(""), f.set_street_code(""); }).empty());  // none, and outside the city
  wire::ApplicationSubmitted without = good;
  without.clear_consents();
  CHECK(fields_breaking_rules(without, today) == Fields{Field::consents});
  CHECK(fields_breaking_rules({}, today).size() >= 6);
}

TEST_CASE("a correction changes its fields and leaves the others") {
  Correction correction;
  correction.fields = {Field::mobile, Field::signature};
  correction.values.mobile = "13800000009";
  correction.values.signature.declined = true;
  correction.values.signature.witness = "union-by-phone";
  const wire::ApplicationCorrected sent = to_wire(correction);
  CHECK(sent.corrected_size() == 2);
  CHECK(sent.fields().name().empty());

  wire::ApplicationFields fields = to_wire(sample());
  fields.set_manual_review(true);
  REQUIRE(apply_correction(sent, fields));
  CHECK(fields.mobile() == "13800000009");
  CHECK(fields.signature().declined());
  CHECK(fields.signature().strokes().empty());
  CHECK(fields.name() == "欧阳小明");
  CHECK(fields.manual_review());

  wire::ApplicationCorrected unknown = sent;
  unknown.add_corrected("wage");
  const std::string before = fields.SerializeAsString();
  CHECK(apply_correction(unknown, fields).error().code == ErrorCode::unsupported);
  CHECK(fields.SerializeAsString() == before);
}
