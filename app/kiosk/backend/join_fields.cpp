// JoinController: reading and writing the form. Any text is taken; rules speak through leaveField() and goNext().
#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/join_form.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/person/mask.h"

namespace warmheart {

namespace {

// Digits are shown in groups; the blanks between them are ours and do not count as typed.
QString without_blanks(const QString& typed) {
  QString text;
  text.reserve(typed.size());
  for (const QChar c : typed) {
    if (!c.isSpace()) text += c;
  }
  return text;
}

}  // namespace

JoinController::State JoinController::state() const { return m_form->state; }
bool JoinController::correcting() const { return m_form->correcting; }
SignatureStrokes* JoinController::signature() { return &m_form->signature; }
QString JoinController::name() const { return m_form->name.get(); }
QString JoinController::documentKind() const { return m_form->document_kind; }
QString JoinController::documentNumber() const { return m_form->document_number.get(); }
QString JoinController::mobile() const { return m_form->mobile.get(); }
bool JoinController::noMobile() const { return m_form->no_mobile; }
QString JoinController::occupation() const { return m_form->occupation; }
QString JoinController::platform() const { return m_form->platform; }
QString JoinController::employer() const { return m_form->employer.get(); }
QString JoinController::districtCode() const { return m_form->district_code; }
QString JoinController::streetCode() const { return m_form->street_code; }
bool JoinController::outsideCity() const { return m_form->outside_city; }
QString JoinController::unionCode() const { return m_form->union_code; }
bool JoinController::signatureDeclined() const { return m_form->signature_declined; }

bool JoinController::hasInput() const {
  const JoinForm& form = *m_form;
  return !form.name.isEmpty() || !form.document_number.isEmpty() || !form.mobile.isEmpty() || !form.employer.isEmpty() ||
         !form.occupation.isEmpty() || !form.street_code.isEmpty() || !form.signature.empty() ||
         std::ranges::any_of(form.all_consents(), &ConsentRow::given);
}

void JoinController::setName(const QString& value) {
  if (m_form->name.set(value)) edited(Field::NameField);
}

void JoinController::setDocumentKind(const QString& value) {
  if (m_form->document_kind == value) return;
  m_form->document_kind = value;
  m_form->drop_errors_of(warmheart::Field::name);  // which letters a name may have follows from the document
  edited(Field::DocumentField);
}

void JoinController::setDocumentNumber(const QString& value) {
  QString text = without_blanks(value);
  const bool moved = m_form->document_number.set(text);
  warmheart::wipe(text);
  if (moved) edited(Field::DocumentField);
}

void JoinController::setMobile(const QString& value) {
  QString text = without_blanks(value);
  const bool moved = m_form->mobile.set(text);
  warmheart::wipe(text);
  if (moved) edited(Field::MobileField);
}

void JoinController::setNoMobile(bool value) {
  if (m_form->no_mobile == value) return;
  m_form->no_mobile = value;
  edited(Field::MobileField);
}

void JoinController::setOccupation(const QString& value) {
  if (m_form->occupation == value) return;
  m_form->occupation = value;
  fillPlatforms();
  edited(Field::OccupationField);
}

void JoinController::setPlatform(const QString& value) {
  if (m_form->platform == value) return;
  m_form->platform = value;
  edited(Field::PlatformField);
}

void JoinController::setEmployer(const QString& value) {
  if (m_form->employer.set(value)) edited(Field::EmployerField);
}

void JoinController::setDistrictCode(const QString& value) {
  if (m_form->district_code == value) return;
  m_form->district_code = value;
  m_form->street_code.clear();
  fillStreets();
  edited(Field::StreetField);
}

void JoinController::setStreetCode(const QString& value) {
  if (m_form->street_code == value) return;
  m_form->street_code = value;
  if (!value.isEmpty()) m_form->outside_city = false;
  fillUnions();
  if (!m_form->union_chosen) proposeUnion();
  edited(Field::StreetField);
}

void JoinController::setOutsideCity(bool value) {
  if (m_form->outside_city == value) return;
  m_form->outside_city = value;
  if (value) m_form->street_code.clear();
  fillUnions();
  if (!m_form->union_chosen) proposeUnion();
  edited(Field::StreetField);
}

void JoinController::setUnionCode(const QString& value) {
  if (m_form->union_code == value) return;
  m_form->union_chosen = true;
  takeUnion(value);
}

void JoinController::setSignatureDeclined(bool value) {
  if (m_form->signature_declined == value) return;
  m_form->signature_declined = value;
  if (value) m_form->signature.wipe();
  edited(Field::SignatureField);
}

QString JoinController::documentNumberShown() const {
  const QString& number = m_form->document_number.get();
  return number.size() > 18 ? number : format_grouped(number, {6, 8, 4});
}

QString JoinController::mobileShown() const {
  const QString& number = m_form->mobile.get();
  return number.size() > 11 ? number : format_grouped(number, {3, 4, 4});
}

QString JoinController::documentMasked() const {
  return m_form->document_number.isEmpty() ? QString()
                                           : QString::fromStdString(mask_number(m_form->document_number.get().toStdString()));
}

QString JoinController::mobileMasked() const {
  return m_form->mobile.isEmpty() ? QString() : QString::fromStdString(mask_mobile(m_form->mobile.get().toStdString()));
}

bool JoinController::asks(Field field) const {
  if (!m_form->correcting && !m_form->identity_only) return true;
  return std::ranges::find(m_form->returned, static_cast<warmheart::Field>(field)) != m_form->returned.end();
}

QString JoinController::queryCodeShown() const { return format_grouped(m_form->query_code.get(), {3, 3, 3}); }
QString JoinController::cardText() const { return m_form->card_text.get(); }
QString JoinController::maskedName() const { return m_form->masked_name.get(); }
QString JoinController::cardExpiresText() const { return m_form->expires_ms > 0 ? format_date(m_form->expires_ms) : QString(); }

int JoinController::delivery() const { return static_cast<int>(m_sync.deliveryOf(m_form->delivery)); }

QString JoinController::deliveryText() const { return m_context.sentences.text(delivery_key(m_sync.deliveryOf(m_form->delivery))); }

QString JoinController::saveError() const {
  return m_form->save_error.isEmpty() ? QString() : m_context.sentences.text(m_form->save_error.constData());
}

}  // namespace warmheart
