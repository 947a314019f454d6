// Identity numbers (README.md "Rules"; GB 11643, check character ISO 7064 MOD 11-2). Pure functions, any thread.
// Failure: a flaw a person can mend; address codes are never judged, for people keep the code of first registration.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/person/date.h"

namespace warmheart {

enum class DocumentKind { resident_id, residence_permit, foreign_permanent };

// "resident-id", "residence-permit", "foreign-permanent": as in ApplicationFields.document_kind.
const char* wire_name(DocumentKind kind);
std::optional<DocumentKind> document_kind_from(std::string_view wire_name);

enum class Sex { unknown, male, female };

inline constexpr int kJoiningAge = 16;         // 工会法: who may earn a wage may join
inline constexpr int kImplausibleAge = 75;     // above it a person looks, nothing is refused
inline constexpr int kRetirementAgeMale = 60;  // from here on: manual review
inline constexpr int kRetirementAgeFemale = 55;

struct IdentityNumber {
  DocumentKind kind = DocumentKind::resident_id;
  std::string number;         // no spaces, letters in upper case
  std::optional<Date> birth;  // the foreign card's 2017 form does not tell
  Sex sex = Sex::unknown;
  bool manual_review = false;  // a permit, a foreign card, beyond retirement, an implausible age
};

enum class IdentityFlaw {
  empty,
  characters,  // something that no number of this kind holds
  length,
  fifteen_digits,  // the first-generation form, void since 2013
  check,       // 有一位可能输错了; speaks before the three about the kind, which are true of whole numbers only
  birth_date,  // impossible, or in the future
  under_age,   // below 16
  not_a_permit,   // a permit begins with 810000, 820000 or 830000
  not_foreign,    // a foreign card begins with 9, or with three letters
  looks_foreign,  // a foreign card's number under another kind
};

// Takes lower-case x, full-width characters, spaces and hyphens. A permit's number given as a resident ID is taken as
// what it is.
tl::expected<IdentityNumber, IdentityFlaw> parse_identity(DocumentKind kind, std::string_view typed, Date today);

// For a number of 18 characters whose check fails: the one plausible number (age 16–75) among all single wrong
// characters and neighbours swapped; none when there are more, or none. To be offered, never to be put in.
std::optional<std::string> did_you_mean(std::string_view typed, Date today,
                                        DocumentKind kind = DocumentKind::resident_id);

}  // namespace warmheart
