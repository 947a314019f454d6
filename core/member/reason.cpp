#include <array>

#include "core/member/application.h"

namespace warmheart {
namespace {

using enum Reason;

// Every reason, in the enum's order.
constexpr auto kReasons = [] {
  std::array<Reason, static_cast<std::size_t>(consents_missing) + 1> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Reason>(i);
  return all;
}();

constexpr std::array kFields = {Field::name,      Field::document, Field::mobile, Field::occupation,
                                Field::platform,  Field::employer, Field::street, Field::receiving_union,
                                Field::signature, Field::consents};

}  // namespace

std::span<const Field> all_fields() { return kFields; }
std::span<const Reason> all_reasons() { return kReasons; }

const char* wire_name(Field field) {
  switch (field) {
    case Field::name: return "name";
    case Field::document: return "document";
    case Field::mobile: return "mobile";
    case Field::occupation: return "occupation";
    case Field::platform: return "platform";
    case Field::employer: return "employer";
    case Field::street: return "street";
    case Field::receiving_union: return "receiving-union";
    case Field::signature: return "signature";
    case Field::consents: return "consents";
  }
  return "";
}

std::optional<Field> field_from(std::string_view name) {
  for (const Field field : kFields) {
    if (name == wire_name(field)) return field;
  }
  return std::nullopt;
}

const char* sentence_key(Reason reason) {
  switch (reason) {
    case name_empty: return "error.name.empty";
    case name_short: return "error.name.short";
    case name_long: return "error.name.long";
    case name_characters: return "error.name.characters";
    case name_needs_han: return "error.name.needs-han";
    case name_dot: return "error.name.dot";
    case document_empty: return "error.document.empty";
    case document_characters: return "error.document.characters";
    case document_length: return "error.document.length";
    case document_fifteen_digits: return "error.document.fifteen-digits";
    case document_check: return "error.document.check";
    case document_birth_date: return "error.document.birth-date";
    case document_under_age: return "error.document.under-age";
    case document_not_a_permit: return "error.document.not-a-permit";
    case document_not_foreign: return "error.document.not-foreign";
    case document_looks_foreign: return "error.document.looks-foreign";
    case mobile_empty: return "error.mobile.empty";
    case mobile_characters: return "error.mobile.characters";
    case mobile_length: return "error.mobile.length";
    case mobile_not_mobile: return "error.mobile.not-mobile";
    case occupation_empty: return "error.occupation.empty";
    case platform_long: return "error.platform.long";
    case platform_characters: return "error.platform.characters";
    case employer_long: return "error.employer.long";
    case employer_characters: return "error.employer.characters";
    case street_empty: return "error.street.empty";
    case union_empty: return "error.union.empty";
    case signature_empty: return "error.signature.empty";
    case signature_short: return "error.signature.short";
    case consents_missing: return "error.consents.missing";
  }
  return "";
}

}  // namespace warmheart
