#include "core/member/application_wire.h"

#include <algorithm>

#include "core/base/secret.h"
#include "core/member/occupation.h"
#include "core/person/name.h"
#include "core/person/phone.h"
#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxDocumentNumber = 18;
constexpr std::size_t kMaxWitness = 64;

void put(const Application& from, Field field, wire::ApplicationFields& to) {
  switch (field) {
    case Field::name: to.set_name(from.name); return;
    case Field::document:
      to.set_document_kind(wire_name(from.document_kind));
      to.set_document_number(from.document_number);
      return;
    case Field::mobile: to.set_mobile(from.mobile); return;
    case Field::occupation: to.set_occupation(from.occupation); return;
    case Field::platform: to.set_platform(from.platform); return;
    case Field::employer: to.set_employer(from.employer); return;
    case Field::street: to.set_street_code(from.street_code); return;
    case Field::receiving_union: to.set_union_code(from.union_code); return;
    case Field::signature:
      to.mutable_signature()->set_strokes(string_of(pack_strokes(from.signature)));
      to.mutable_signature()->set_declined(from.signature.declined);
      to.mutable_signature()->set_witness(from.signature.witness);
      return;
    case Field::consents: return;  // they travel beside the fields
  }
}

void copy_field(const wire::ApplicationFields& from, Field field, wire::ApplicationFields& to) {
  switch (field) {
    case Field::name: to.set_name(from.name()); return;
    case Field::document:
      to.set_document_kind(from.document_kind());
      to.set_document_number(from.document_number());
      return;
    case Field::mobile: to.set_mobile(from.mobile()); return;
    case Field::occupation: to.set_occupation(from.occupation()); return;
    case Field::platform: to.set_platform(from.platform()); return;
    case Field::employer: to.set_employer(from.employer()); return;
    case Field::street: to.set_street_code(from.street_code()); return;
    case Field::receiving_union: to.set_union_code(from.union_code()); return;
    case Field::signature: *to.mutable_signature() = from.signature(); return;
    case Field::consents: return;
  }
}

tl::unexpected<Error> bad(Field field) {
  return fail(ErrorCode::corrupt, std::string("the application's ") + wire_name(field) + " breaks its form");
}

bool is_written(const std::string& text, std::size_t most) {
  const auto read = from_utf8(text);
  return read && read->size() <= most && std::ranges::none_of(*read, is_control);
}

bool is_document_number(const std::string& text) {
  const auto fits = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && text.size() <= kMaxDocumentNumber && std::ranges::all_of(text, fits);
}

bool keeps_form(const wire::ApplicationFields& fields, Field field) {
  switch (field) {
    case Field::name: return !fields.name().empty() && is_written(fields.name(), kMaxLatinNameCharacters);
    case Field::document:
      return document_kind_from(fields.document_kind()) && is_document_number(fields.document_number());
    case Field::mobile: return fields.mobile().empty() || parse_mobile(fields.mobile()) == fields.mobile();
    case Field::occupation: return is_occupation(fields.occupation());
    case Field::platform: return is_written(fields.platform(), kMaxPlatformCharacters);
    case Field::employer: return is_written(fields.employer(), kMaxEmployerCharacters);
    case Field::street: return fields.street_code().empty() || fields.street_code().size() == 9;
    case Field::receiving_union: return !fields.union_code().empty() && fields.union_code().size() <= kMaxUnionCode;
    case Field::signature:
      return is_written(fields.signature().witness(), kMaxWitness) &&
             unpack_strokes(view_of(fields.signature().strokes()));
    case Field::consents: return true;  // they travel beside the fields
  }
  return false;
}

// As if it had been typed; what has no form of its own (a kind or strokes that nobody knows) stays empty.
Draft draft_of(const wire::ApplicationSubmitted& submitted) {
  const wire::ApplicationFields& fields = submitted.fields();
  Draft draft;
  draft.name = fields.name();
  draft.document_kind = document_kind_from(fields.document_kind()).value_or(DocumentKind::resident_id);
  draft.document_number = fields.document_number();
  draft.mobile = fields.mobile();
  draft.no_mobile = fields.mobile().empty();
  draft.occupation = fields.occupation();
  draft.platform = fields.platform();
  draft.employer = fields.employer();
  draft.street_code = fields.street_code();
  draft.outside_city = fields.street_code().empty();
  draft.union_code = fields.union_code();
  if (auto drawn = unpack_strokes(view_of(fields.signature().strokes()))) draft.signature = std::move(*drawn);
  draft.signature.declined = fields.signature().declined();
  draft.signature.witness = fields.signature().witness();
  for (const wire::ConsentGiven& one : submitted.consents()) {
    if (auto consent = consent_from(one)) draft.consents.push_back(std::move(*consent));
  }
  return draft;
}

}  // namespace

wire::ApplicationFields to_wire(const Application& application) {
  wire::ApplicationFields fields;
  for (const Field field : all_fields()) put(application, field, fields);
  fields.set_manual_review(application.manual_review);
  return fields;
}

wire::ConsentGiven to_wire(const Consent& consent) {
  wire::ConsentGiven out;
  out.set_text_id(consent.text_id);
  out.set_version(consent.version);
  out.set_text_hash(string_of(consent.text_hash));
  out.set_language(consent.language);
  out.set_given(consent.given);
  return out;
}

wire::ApplicationCorrected to_wire(const Correction& correction) {
  wire::ApplicationCorrected out;
  for (const Field field : correction.fields) {
    put(correction.values, field, *out.mutable_fields());
    out.add_corrected(wire_name(field));
  }
  out.mutable_fields()->set_manual_review(correction.values.manual_review);
  return out;
}

Result<Application> application_from(const wire::ApplicationFields& fields) {
  for (const Field field : all_fields()) {
    if (!keeps_form(fields, field)) return bad(field);
  }
  WARMHEART_TRY_ASSIGN(Signature signature, unpack_strokes(view_of(fields.signature().strokes())));
  Application out;
  out.name = fields.name();
  out.document_kind = *document_kind_from(fields.document_kind());
  out.document_number = fields.document_number();
  // Age was judged when the form was filled; on the last day of the calendar everybody is old enough, and the number
  // still tells the rest.
  if (const auto identity = parse_identity(out.document_kind, out.document_number, Date{9999, 12, 31})) {
    out.birth = identity->birth;
    out.sex = identity->sex;
  }
  out.mobile = fields.mobile();
  out.occupation = fields.occupation();
  out.platform = fields.platform();
  out.employer = fields.employer();
  out.street_code = fields.street_code();
  out.union_code = fields.union_code();
  out.signature = std::move(signature);
  out.signature.declined = fields.signature().declined();
  out.signature.witness = fields.signature().witness();
  out.manual_review = fields.manual_review();
  return out;
}

Result<Consent> consent_from(const wire::ConsentGiven& consent) {
  WARMHEART_TRY_ASSIGN(const Digest hash, digest_from(view_of(consent.text_hash())));
  return Consent{consent.text_id(), consent.version(), hash, consent.language(), consent.given()};
}

std::vector<Field> fields_breaking_rules(const wire::ApplicationSubmitted& submitted, Date today) {
  Draft draft = draft_of(submitted);
  std::vector<Field> broken;
  for (const Field field : all_fields()) {
    std::vector<FieldError> errors = check_field(draft, field, today);
    for (FieldError& error : errors) wipe(error.suggestion);
    if (!errors.empty() || !keeps_form(submitted.fields(), field)) broken.push_back(field);
  }
  wipe(draft);
  return broken;
}

Result<void> apply_correction(const wire::ApplicationCorrected& correction, wire::ApplicationFields& fields) {
  wire::ApplicationFields corrected = fields;
  for (const std::string& name : correction.corrected()) {
    const auto field = field_from(name);
    if (!field || *field == Field::consents)
      return fail(ErrorCode::unsupported, "a correction names a field that this build does not know");
    copy_field(correction.fields(), *field, corrected);
  }
  corrected.set_manual_review(fields.manual_review() || correction.fields().manual_review());
  fields = std::move(corrected);
  return {};
}

}  // namespace warmheart
