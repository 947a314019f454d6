#include "app/kiosk/backend/identity_form.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/device/id_card_frames.h"
#include "app/kiosk/language/sentences.h"
#include "core/person/mask.h"
#include "core/service/rider.h"

namespace warmheart {

namespace {

constexpr DocumentKind kDocumentKinds[] = {DocumentKind::resident_id, DocumentKind::residence_permit,
                                           DocumentKind::foreign_permanent};

}  // namespace

IdentityForm::IdentityForm(BackendRegistry& registry, const BackendContext& context, const StationController& station)
    : FormPart(registry, context, station, {Field::name, Field::document, Field::mobile}), m_recent(registry.recent) {
  fillLists();
}

void IdentityForm::fillLists() {
  std::vector<Choice> kinds;
  for (const DocumentKind kind : kDocumentKinds) {
    kinds.push_back({QString::fromUtf8(wire_name(kind)),
                     m_context.sentences.text(std::string("document.") + wire_name(kind)),
                     {},
                     false});
  }
  m_document_kinds.setRows(std::move(kinds));
}

void IdentityForm::write(Draft& draft) const {
  draft.name = m_name.get().toStdString();
  draft.document_kind = document_kind_from(m_document_kind.toStdString()).value_or(DocumentKind::resident_id);
  draft.document_number = m_document_number.get().toStdString();
  draft.mobile = m_no_mobile ? std::string() : m_mobile.get().toStdString();
  draft.no_mobile = m_no_mobile;
}

bool IdentityForm::hasInput() const { return !m_name.isEmpty() || !m_document_number.isEmpty() || !m_mobile.isEmpty(); }

void IdentityForm::forgetTyped() {
  for (SecretQString* text : {&m_name, &m_document_number, &m_mobile}) text->wipe();
  wipeErrors();
  Q_EMIT changed();
  Q_EMIT errorsChanged();
}

void IdentityForm::clear() {
  for (SecretQString* text : {&m_name, &m_document_number, &m_mobile}) text->wipe();
  m_document_kind = QStringLiteral("resident-id");
  m_no_mobile = false;
}

std::optional<Rider> IdentityForm::rider(const QString& occupation) const {
  DraftInHand typed(draft());
  typed.value.occupation = occupation.toStdString();
  auto rider =
      validate_rider(typed.value, today(), asksDocument() ? std::span<const Field>(kIdentityFields) : kCallBackFields);
  return rider ? std::optional<Rider>(std::move(*rider)) : std::nullopt;
}

void IdentityForm::leaveName() { leave(Field::name); }
void IdentityForm::leaveDocument() { leave(Field::document); }
void IdentityForm::leaveMobile() { leave(Field::mobile); }

void IdentityForm::useRecent() {
  if (asksName()) setName(m_recent.name());
  if (asksDocument() && !m_recent.documentNumber().isEmpty()) {
    setDocumentKind(m_recent.documentKind());
    setDocumentNumber(m_recent.documentNumber());
  }
  if (asksMobile() && !m_recent.mobile().isEmpty()) {
    setNoMobile(false);
    setMobile(m_recent.mobile());
  }
}

void IdentityForm::remember() {
  m_recent.keepTyped(
      {m_name.get(), m_document_kind, m_document_number.get(), m_no_mobile ? QString() : m_mobile.get()});
}

void IdentityForm::takeIdCard(const IdCard& card) {
  if (asksName()) {
    QString name = QString::fromStdString(card.name);
    setName(name);
    warmheart::wipe(name);
    leaveName();
  }
  if (asksDocument()) {
    QString number = QString::fromStdString(card.number);
    setDocumentKind(QString::fromUtf8(wire_name(card.kind)));
    setDocumentNumber(number);
    warmheart::wipe(number);
    leaveDocument();
  }
}

void IdentityForm::acceptDocumentSuggestion() {
  for (const FieldError& error : errors()) {
    if (error.suggestion.empty()) continue;
    QString number = QString::fromStdString(error.suggestion);
    setDocumentNumber(number);
    warmheart::wipe(number);
    return leaveDocument();
  }
}

QString IdentityForm::documentSuggestion() const {
  for (const FieldError& error : errors()) {
    if (!error.suggestion.empty()) return format_grouped(QString::fromStdString(error.suggestion), {6, 8, 4});
  }
  return {};
}

void IdentityForm::setName(const QString& value) {
  if (m_name.set(value)) edited(Field::name);
}

void IdentityForm::setDocumentKind(const QString& value) {
  if (m_document_kind == value) return;
  m_document_kind = value;
  dropErrorsOf(Field::name);  // which letters a name may have follows from the document
  edited(Field::document);
}

void IdentityForm::setDocumentNumber(const QString& value) {
  QString text = without_blanks(value);
  const bool moved = m_document_number.set(text);
  warmheart::wipe(text);
  if (moved) edited(Field::document);
}

void IdentityForm::setMobile(const QString& value) {
  QString text = without_blanks(value);
  const bool moved = m_mobile.set(text);
  warmheart::wipe(text);
  if (moved) edited(Field::mobile);
}

void IdentityForm::setNoMobile(bool value) {
  if (m_no_mobile == value) return;
  m_no_mobile = value;
  edited(Field::mobile);
}

QString IdentityForm::documentNumberShown() const {
  const QString& number = m_document_number.get();
  return number.size() > 18 ? number : format_grouped(number, {6, 8, 4});
}

QString IdentityForm::mobileShown() const {
  const QString& number = m_mobile.get();
  return number.size() > 11 ? number : format_grouped(number, {3, 4, 4});
}

QString IdentityForm::documentMasked() const {
  return m_document_number.isEmpty() ? QString()
                                     : QString::fromStdString(mask_number(m_document_number.get().toStdString()));
}

QString IdentityForm::mobileMasked() const {
  return m_mobile.isEmpty() ? QString() : QString::fromStdString(mask_mobile(m_mobile.get().toStdString()));
}

}  // namespace warmheart
