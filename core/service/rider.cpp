#include "core/service/rider.h"

#include "core/base/secret.h"

namespace warmheart {

tl::expected<Rider, std::vector<FieldError>> validate_rider(const Draft& draft, Date today,
                                                            std::span<const Field> asked) {
  std::vector<FieldError> errors;
  for (const Field field : asked) {
    for (FieldError& error : check_field(draft, field, today)) errors.push_back(std::move(error));
  }
  if (!draft.occupation.empty()) {
    for (FieldError& error : check_field(draft, Field::occupation, today)) errors.push_back(std::move(error));
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  auto read = validate_correction(draft, asked, today);
  if (!read) return tl::unexpected(std::move(read.error()));
  Rider rider;
  rider.name = read->values.name;
  rider.document_kind = read->values.document_kind;
  rider.document_number = read->values.document_number;
  rider.mobile = read->values.mobile;
  rider.occupation = draft.occupation;
  wipe(read->values);
  return rider;
}

wire::RiderIdentity to_wire(const Rider& rider) {
  wire::RiderIdentity out;
  if (rider.card) {
    out.set_card_number(string_of(*rider.card));
    return out;
  }
  out.set_name(rider.name);
  if (!rider.document_number.empty()) out.set_document_kind(wire_name(rider.document_kind));
  out.set_document_number(rider.document_number);
  out.set_mobile(rider.mobile);
  out.set_occupation(rider.occupation);
  return out;
}

Result<Rider> rider_from(const wire::RiderIdentity& identity) {
  Rider rider;
  if (!identity.card_number().empty()) {
    WARMHEART_TRY_ASSIGN(rider.card, eight_bytes(view_of(identity.card_number())));
    return rider;
  }
  if (!identity.document_kind().empty()) {
    const auto kind = document_kind_from(identity.document_kind());
    if (!kind) return fail(ErrorCode::corrupt, "a rider's document_kind");
    rider.document_kind = *kind;
  }
  rider.name = identity.name();
  rider.document_number = identity.document_number();
  rider.mobile = identity.mobile();
  rider.occupation = identity.occupation();
  return rider;
}

std::string last_four(const Rider& rider) {
  const std::string& from = rider.mobile.empty() ? rider.document_number : rider.mobile;
  return from.size() < 4 ? std::string() : from.substr(from.size() - 4);
}

void wipe(Rider& rider) {
  rider.card.reset();
  for (std::string* value : {&rider.name, &rider.document_number, &rider.mobile}) wipe(*value);
}

}  // namespace warmheart
