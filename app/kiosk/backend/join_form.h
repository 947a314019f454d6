// What JoinController holds of one person: the form, its errors and its result. wipe() overwrites all of it.
#pragma once

#include <QString>

#include <vector>

#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/views.h"

namespace warmheart {

struct JoinForm {
  Uuid application_id;
  JoinController::State state = JoinController::State::Editing;
  QByteArray save_error;  // sentence key

  SecretQString name, document_number, mobile, employer;
  QString document_kind = QStringLiteral("resident-id");
  QString occupation, platform, district_code, street_code, union_code;
  bool no_mobile = false;
  bool outside_city = false;
  bool signature_declined = false;
  bool union_chosen = false;  // by hand: the street no longer changes it
  SignatureStrokes signature;

  std::vector<FieldError> errors;
  bool union_consent_missing = false;  // the union was changed, and nobody agreed to the new one

  bool correcting = false;
  bool correction_asked = false;  // by the rider, of what stands: somebody looks at it first
  bool identity_only = false;  // of a booking or a case: only `returned` is asked, nothing is submitted here
  std::vector<Field> returned;
  Uuid correction_id;  // of the record: a retry is the same record

  SecretQString query_code, card_text, masked_name;
  std::int64_t expires_ms = 0;
  Delivery delivery = Delivery::saved;

  ChoiceModel document_kinds, occupations, platforms, districts, streets, unions;
  ConsentModel consents;       // of the consent page
  ConsentModel union_consent;  // of the union page: one row, for the union chosen there

  // As typed, for core/member. `language` is that of the texts shown. The caller wipes it.
  Draft draft(const std::string& language) const;
  std::vector<ConsentRow> all_consents() const;
  void drop_errors_of(Field field);
  void forget_typed();  // saved: the screen needs none of it any more
  void wipe();
};

}  // namespace warmheart
