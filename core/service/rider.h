// Who books or asks for help: a card that was scanned, or the identity page's own fields. Personal; sealed in records,
// never readable on a device's disk.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/member/application.h"
#include "core/member/card.h"
#include "warmheart.pb.h"

namespace warmheart {

struct Rider {
  std::optional<CardNumber> card;  // then nothing else is set
  std::string name;
  DocumentKind document_kind = DocumentKind::resident_id;
  std::string document_number;
  std::string mobile;      // empty: none
  std::string occupation;  // wire name, or empty where it was not asked

  bool empty() const { return !card && name.empty(); }
};

// What the identity page asks: for a booking all of them, for help name and mobile.
inline constexpr Field kIdentityFields[] = {Field::name, Field::document, Field::mobile};
inline constexpr Field kCallBackFields[] = {Field::name, Field::mobile};

// The rules are those of joining: the `asked` fields of `draft` (occupation too, where it is given). What was not asked
// stays empty.
tl::expected<Rider, std::vector<FieldError>> validate_rider(const Draft& draft, Date today,
                                                            std::span<const Field> asked = kIdentityFields);

wire::RiderIdentity to_wire(const Rider& rider);
// What comes from the wire is checked for form; an Error names the field only.
Result<Rider> rider_from(const wire::RiderIdentity& identity);

// The four characters a person gives with a short code: of the mobile; with none, of the document number. Empty for a
// card.
std::string last_four(const Rider& rider);

// Overwrites every personal value.
void wipe(Rider& rider);

}  // namespace warmheart
