#include "core/member/application.h"

#include <algorithm>

#include "core/base/secret.h"
#include "core/member/occupation.h"
#include "core/person/name.h"
#include "core/person/phone.h"
#include "core/person/text.h"

namespace warmheart {
namespace {

using Flaw = std::optional<Reason>;

Reason reason_of(NameFlaw flaw) {
  switch (flaw) {
    case NameFlaw::empty: return Reason::name_empty;
    case NameFlaw::too_short: return Reason::name_short;
    case NameFlaw::too_long: return Reason::name_long;
    case NameFlaw::characters: return Reason::name_characters;
    case NameFlaw::needs_han: return Reason::name_needs_han;
    case NameFlaw::dot: return Reason::name_dot;
  }
  return Reason::name_characters;
}

Reason reason_of(IdentityFlaw flaw) {
  switch (flaw) {
    case IdentityFlaw::empty: return Reason::document_empty;
    case IdentityFlaw::characters: return Reason::document_characters;
    case IdentityFlaw::length: return Reason::document_length;
    case IdentityFlaw::fifteen_digits: return Reason::document_fifteen_digits;
    case IdentityFlaw::check: return Reason::document_check;
    case IdentityFlaw::birth_date: return Reason::document_birth_date;
    case IdentityFlaw::under_age: return Reason::document_under_age;
    case IdentityFlaw::not_a_permit: return Reason::document_not_a_permit;
    case IdentityFlaw::not_foreign: return Reason::document_not_foreign;
    case IdentityFlaw::looks_foreign: return Reason::document_looks_foreign;
  }
  return Reason::document_characters;
}

Reason reason_of(MobileFlaw flaw) {
  switch (flaw) {
    case MobileFlaw::empty: return Reason::mobile_empty;
    case MobileFlaw::characters: return Reason::mobile_characters;
    case MobileFlaw::length: return Reason::mobile_length;
    case MobileFlaw::not_mobile: return Reason::mobile_not_mobile;
  }
  return Reason::mobile_characters;
}

// Reads one field of a draft after the other into an application.
class Reader {
 public:
  Reader(const Draft& draft, Date today, bool kind_is_known)
      : m_draft(draft), m_today(today), m_kind_is_known(kind_is_known) {}

  Flaw read(Field field) {
    switch (field) {
      case Field::name: return read_name();
      case Field::document: return read_document();
      case Field::mobile: return read_mobile();
      case Field::occupation: return read_occupation();
      case Field::platform:
        return read_line(m_draft.platform, kMaxPlatformCharacters, Reason::platform_long, Reason::platform_characters,
                         m_out.platform);
      case Field::employer:
        return read_line(m_draft.employer, kMaxEmployerCharacters, Reason::employer_long, Reason::employer_characters,
                         m_out.employer);
      case Field::street: return read_street();
      case Field::receiving_union: return read_union();
      case Field::signature: return read_signature();
      case Field::consents: return read_consents();
    }
    return std::nullopt;
  }

  Application& application() { return m_out; }

 private:
  Flaw read_name() {
    // The number knows the document better than the choice beside it.
    const auto identity = parse_identity(m_draft.document_kind, m_draft.document_number, m_today);
    auto name = parse_name(m_draft.name, identity ? identity->kind : m_draft.document_kind);
    if (!name && name.error() == NameFlaw::needs_han && !m_kind_is_known) {
      name = parse_name(m_draft.name, DocumentKind::foreign_permanent);
      m_out.manual_review = true;
    }
    if (!name) return reason_of(name.error());
    m_out.name = name->text;
    m_out.manual_review |= name->manual_review;
    return std::nullopt;
  }

  Flaw read_document() {
    const auto identity = parse_identity(m_draft.document_kind, m_draft.document_number, m_today);
    if (!identity) return reason_of(identity.error());
    m_out.document_kind = identity->kind;
    m_out.document_number = identity->number;
    m_out.birth = identity->birth;
    m_out.sex = identity->sex;
    m_out.manual_review |= identity->manual_review;
    return std::nullopt;
  }

  Flaw read_mobile() {
    if (m_draft.no_mobile) return std::nullopt;
    const auto mobile = parse_mobile(m_draft.mobile);
    if (!mobile) return reason_of(mobile.error());
    m_out.mobile = *mobile;
    return std::nullopt;
  }

  Flaw read_occupation() {
    if (!is_occupation(m_draft.occupation)) return Reason::occupation_empty;
    m_out.occupation = m_draft.occupation;
    return std::nullopt;
  }

  Flaw read_line(const std::string& typed, std::size_t most, Reason too_long, Reason characters, std::string& out) {
    if (const auto flaw = flaw_of_line(typed, most)) return *flaw == LineFlaw::too_long ? too_long : characters;
    out = kept_line(typed);
    return std::nullopt;
  }

  Flaw read_street() {
    if (m_draft.outside_city) return std::nullopt;
    const std::string& code = m_draft.street_code;
    if (code.size() != 9 || !std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }))
      return Reason::street_empty;
    m_out.street_code = code;
    return std::nullopt;
  }

  Flaw read_union() {
    const std::string& code = m_draft.union_code;
    const auto fits = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    };
    if (code.empty() || code.size() > kMaxUnionCode || !std::ranges::all_of(code, fits)) return Reason::union_empty;
    m_out.union_code = code;
    return std::nullopt;
  }

  Flaw read_signature() {
    const Signature& signature = m_draft.signature;
    if (signature.declined) {
      m_out.signature.declined = true;
      m_out.signature.witness = signature.witness.empty() ? "union-by-phone" : signature.witness;
      return std::nullopt;
    }
    if (std::ranges::all_of(signature.strokes, [](const Stroke& stroke) { return stroke.empty(); }))
      return Reason::signature_empty;
    if (!is_enough(signature)) return Reason::signature_short;
    m_out.signature = signature;
    m_out.signature.witness.clear();
    return std::nullopt;
  }

  Flaw read_consents() {
    for (const std::string_view id : kRequiredConsents) {
      const auto gives = [id](const Consent& consent) {
        return consent.text_id == id && consent.given && consent.text_hash != kZeroDigest;
      };
      if (std::ranges::none_of(m_draft.consents, gives)) return Reason::consents_missing;
    }
    m_out.consents = m_draft.consents;
    return std::nullopt;
  }

  const Draft& m_draft;
  Date m_today;
  bool m_kind_is_known;
  Application m_out;
};

FieldError error_of(const Draft& draft, Date today, Field field, Reason reason) {
  FieldError error{field, reason, {}};
  if (reason == Reason::document_check) {
    error.suggestion = did_you_mean(draft.document_number, today, draft.document_kind).value_or(std::string());
  }
  return error;
}

}  // namespace

tl::expected<Application, std::vector<FieldError>> validate(const Draft& draft, Date today) {
  Reader reader(draft, today, true);
  std::vector<FieldError> errors;
  for (const Field field : all_fields()) {
    if (const Flaw flaw = reader.read(field)) errors.push_back(error_of(draft, today, field, *flaw));
  }
  if (!errors.empty()) {
    wipe(reader.application());
    return tl::unexpected(std::move(errors));
  }
  reader.application().language = draft.language == "en" ? "en" : "zh";
  return std::move(reader.application());
}

std::vector<FieldError> check_field(const Draft& draft, Field field, Date today) {
  Reader reader(draft, today, true);
  const Flaw flaw = reader.read(field);
  wipe(reader.application());
  if (!flaw) return {};
  return {error_of(draft, today, field, *flaw)};
}

tl::expected<Correction, std::vector<FieldError>> validate_correction(const Draft& draft,
                                                                      std::span<const Field> returned, Date today) {
  const auto is_returned = [&](Field field) { return std::ranges::find(returned, field) != returned.end(); };
  Reader reader(draft, today, is_returned(Field::document));
  Correction correction;
  std::vector<FieldError> errors;
  for (const Field field : all_fields()) {
    if (!is_returned(field) || field == Field::consents) continue;
    if (const Flaw flaw = reader.read(field)) errors.push_back(error_of(draft, today, field, *flaw));
    correction.fields.push_back(field);
  }
  if (!errors.empty()) {
    wipe(reader.application());
    return tl::unexpected(std::move(errors));
  }
  correction.values = std::move(reader.application());
  correction.values.language = draft.language == "en" ? "en" : "zh";
  return correction;
}

std::string last_four(const Application& application) {
  const std::string& whole = application.mobile.empty() ? application.document_number : application.mobile;
  return whole.substr(whole.size() - std::min<std::size_t>(4, whole.size()));
}

std::optional<std::string> parse_last_four(std::string_view typed) {
  const std::optional<std::u32string> text = from_utf8(typed);
  if (!text) return std::nullopt;
  std::string out;
  for (char32_t c : *text) {
    c = narrow(c);
    if (is_space(c)) continue;
    const bool last = out.size() == 3;
    if (last && (c == U'x' || c == U'X')) {
      out.push_back('X');
    } else if (c >= U'0' && c <= U'9' && out.size() < 4) {
      out.push_back(static_cast<char>(c));
    } else {
      return std::nullopt;
    }
  }
  return out.size() == 4 ? std::optional(out) : std::nullopt;
}

namespace {

void wipe_signature(Signature& signature) {
  for (Stroke& stroke : signature.strokes) wipe(stroke.data(), stroke.size() * sizeof(SignaturePoint));
  signature.strokes.clear();
  wipe(signature.witness);
  signature.declined = false;
}

}  // namespace

void wipe(Draft& draft) {
  for (std::string* text : {&draft.name, &draft.document_number, &draft.mobile, &draft.occupation, &draft.platform,
                            &draft.employer, &draft.street_code, &draft.union_code}) {
    wipe(*text);
  }
  wipe_signature(draft.signature);
  draft = Draft{};
}

void wipe(Application& application) {
  for (std::string* text :
       {&application.name, &application.document_number, &application.mobile, &application.occupation,
        &application.platform, &application.employer, &application.street_code, &application.union_code}) {
    wipe(*text);
  }
  wipe_signature(application.signature);
  application = Application{};
}

}  // namespace warmheart
