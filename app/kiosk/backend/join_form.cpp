#include "app/kiosk/backend/join_form.h"

#include <algorithm>

namespace warmheart {

namespace {

Signature signature_of(const SignatureStrokes& drawn, bool declined) {
  Signature signature;
  signature.declined = declined;
  if (declined) {
    signature.witness = "union-by-phone";
    return signature;
  }
  signature.aspect_permille = std::clamp(static_cast<int>(drawn.aspect() * 1000), 50, 4000);
  for (const SignatureStrokes::Stroke& stroke : drawn.strokes()) {
    Stroke points;
    points.reserve(stroke.size());
    for (const QPointF& point : stroke) {
      points.push_back({static_cast<int>(point.x() * kSignatureExtent), static_cast<int>(point.y() * kSignatureExtent)});
    }
    signature.strokes.push_back(std::move(points));
  }
  return signature;
}

}  // namespace

Draft JoinForm::draft(const std::string& language) const {
  Draft draft;
  draft.name = name.get().toStdString();
  draft.document_kind = document_kind_from(document_kind.toStdString()).value_or(DocumentKind::resident_id);
  draft.document_number = document_number.get().toStdString();
  draft.mobile = no_mobile ? std::string() : mobile.get().toStdString();
  draft.no_mobile = no_mobile;
  draft.occupation = occupation.toStdString();
  draft.platform = platform.toStdString();
  draft.employer = employer.get().toStdString();
  draft.street_code = outside_city ? std::string() : street_code.toStdString();
  draft.outside_city = outside_city;
  draft.union_code = union_code.toStdString();
  draft.signature = signature_of(signature, signature_declined);
  for (const ConsentRow& row : all_consents()) {
    const QString& text = row.given ? row.agreedText : row.text;
    const QString& shown_in = row.given ? row.agreedLanguage : row.language;
    draft.consents.push_back({row.id.toStdString(), row.version.toStdString(), consent_hash(text.toStdString()),
                              shown_in.toStdString(), row.given});
  }
  draft.language = language;
  return draft;
}

std::vector<ConsentRow> JoinForm::all_consents() const {
  std::vector<ConsentRow> rows = consents.rows();
  rows.insert(rows.end(), union_consent.rows().begin(), union_consent.rows().end());
  return rows;
}

void JoinForm::drop_errors_of(Field field) {
  for (FieldError& error : errors) {
    if (error.field == field) warmheart::wipe(error.suggestion);
  }
  std::erase_if(errors, [field](const FieldError& error) { return error.field == field; });
}

void JoinForm::forget_typed() {
  for (SecretQString* text : {&name, &document_number, &mobile, &employer}) text->wipe();
  signature.wipe();
  for (FieldError& error : errors) warmheart::wipe(error.suggestion);
  errors.clear();
}

void JoinForm::wipe() {
  forget_typed();
  application_id = Uuid();
  state = JoinController::State::Editing;
  save_error.clear();
  for (SecretQString* text : {&query_code, &card_text, &masked_name}) text->wipe();
  document_kind = QStringLiteral("resident-id");
  for (QString* text : {&occupation, &platform, &district_code, &street_code, &union_code}) text->clear();
  no_mobile = outside_city = signature_declined = union_chosen = false;
  correcting = correction_asked = identity_only = false;
  correction_id = Uuid();
  returned.clear();
  expires_ms = 0;
  delivery = Delivery::saved;
  union_consent_missing = false;
  platforms.setRows({});
  streets.setRows({});
  consents.withdrawAll();
  union_consent.withdrawAll();
}

}  // namespace warmheart
