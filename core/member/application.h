// An application to join: Draft (as typed) → validate → Application. Pure functions; today is given.
// Failure: every flaw of every field at once, as (field, reason); the texts are written elsewhere, one per reason.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/member/signature.h"
#include "core/person/consent.h"
#include "core/person/date.h"
#include "core/person/identity.h"

namespace warmheart {

inline constexpr std::size_t kMaxPlatformCharacters = 30;
inline constexpr std::size_t kMaxEmployerCharacters = 60;
inline constexpr std::size_t kMaxUnionCode = 9;

struct Draft {
  std::string name;
  DocumentKind document_kind = DocumentKind::resident_id;
  std::string document_number;
  std::string mobile;
  bool no_mobile = false;     // then the last four of the document number stand in
  std::string occupation;     // a wire name of core/member/occupation.h
  std::string platform;       // optional
  std::string employer;       // optional
  std::string street_code;    // 9 digits
  bool outside_city = false;  // then street_code is not asked
  std::string union_code;
  Signature signature;
  std::vector<Consent> consents;
  std::string language = "zh";
};

// In the order of the form.
enum class Field {
  name,
  document,
  mobile,
  occupation,
  platform,
  employer,
  street,
  receiving_union,
  signature,
  consents
};

// As in ApplicationDecision.fields: "name" … "receiving-union", "signature", "consents".
const char* wire_name(Field field);
std::optional<Field> field_from(std::string_view wire_name);
std::span<const Field> all_fields();

// consents_missing stays the last: all_reasons counts up to it.
enum class Reason {
  name_empty,
  name_short,
  name_long,
  name_characters,
  name_needs_han,
  name_dot,
  document_empty,
  document_characters,
  document_length,
  document_fifteen_digits,
  document_check,
  document_birth_date,
  document_under_age,
  document_not_a_permit,
  document_not_foreign,
  document_looks_foreign,
  mobile_empty,
  mobile_characters,
  mobile_length,
  mobile_not_mobile,
  occupation_empty,
  platform_long,
  platform_characters,
  employer_long,
  employer_characters,
  street_empty,
  union_empty,
  signature_empty,
  signature_short,
  consents_missing,
};

// "error.name.empty", "error.document.check", …: the id of the one sentence for this reason.
const char* sentence_key(Reason reason);
std::span<const Reason> all_reasons();

struct FieldError {
  Field field = Field::name;
  Reason reason = Reason::name_empty;
  std::string suggestion;  // only with document_check: the one number that may have been meant; personal

  friend bool operator==(const FieldError&, const FieldError&) = default;
};

// Values that hold all rules of joining (README.md).
struct Application {
  std::string name;
  DocumentKind document_kind = DocumentKind::resident_id;
  std::string document_number;
  std::optional<Date> birth;
  Sex sex = Sex::unknown;
  std::string mobile;  // empty: none
  std::string occupation;
  std::string platform;
  std::string employer;
  std::string street_code;  // empty: outside the city
  std::string union_code;
  Signature signature;
  std::vector<Consent> consents;
  std::string language;
  bool manual_review = false;
};

// Only `fields` are filled in `values`.
struct Correction {
  std::vector<Field> fields;
  Application values;
};

tl::expected<Application, std::vector<FieldError>> validate(const Draft& draft, Date today);

// One field, when it is left. At most one error.
std::vector<FieldError> check_field(const Draft& draft, Field field, Date today);

// The returned fields alone (never consents: those are given anew, not corrected). The document's kind is not known
// here unless it is returned too: without it a name in either writing is taken.
tl::expected<Correction, std::vector<FieldError>> validate_correction(const Draft& draft,
                                                                      std::span<const Field> returned, Date today);

// The four characters a person gives with the query code: of the mobile; with none, of the document number.
std::string last_four(const Application& application);
// As typed on the pad: four digits, or three and X. nullopt when it is neither.
std::optional<std::string> parse_last_four(std::string_view typed);

// Overwrites every personal value.
void wipe(Draft& draft);
void wipe(Application& application);

}  // namespace warmheart
