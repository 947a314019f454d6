// Who books or asks for help: a card that was scanned, or the identity page's own fields. Personal; sealed in records, never
// readable on a device's disk.
#pragma once

#include <optional>
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

// The identity page's rules are those of joining: name, document and mobile of `draft` (occupation too, where it is given).
tl::expected<Rider, std::vector<FieldError>> validate_rider(const Draft& draft, Date today);

wire::RiderIdentity to_wire(const Rider& rider);
// What comes from the wire is checked for form; an Error names the field only.
Result<Rider> rider_from(const wire::RiderIdentity& identity);

// The four characters a person gives with a short code: of the mobile; with none, of the document number. Empty for a card.
std::string last_four(const Rider& rider);

// Overwrites every personal value.
void wipe(Rider& rider);

}  // namespace warmheart
