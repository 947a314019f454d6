#include "app/kiosk/backend/form_part.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

namespace {

// An error that says no more than "this is still empty".
bool is_missing(Reason reason) {
  switch (reason) {
    case Reason::name_empty:
    case Reason::document_empty:
    case Reason::mobile_empty:
    case Reason::occupation_empty:
    case Reason::street_empty:
    case Reason::union_empty:
    case Reason::signature_empty:
    case Reason::consents_missing: return true;
    default: return false;
  }
}

}  // namespace

FormPart::FormPart(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                   std::vector<Field> fields)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_fields(std::move(fields)),
      m_asked(m_fields) {}

bool FormPart::asks(Field field) const { return std::ranges::find(m_asked, field) != m_asked.end(); }

void FormPart::askAll() {
  m_asked = m_fields;
  Q_EMIT askedChanged();
}

void FormPart::ask(const std::vector<Field>& fields) {
  m_asked.clear();
  for (const Field field : m_fields) {
    if (std::ranges::find(fields, field) != fields.end()) m_asked.push_back(field);
  }
  Q_EMIT askedChanged();
}

Date FormPart::today() const { return date_at(m_station.nowMs()); }

Draft FormPart::draft() const {
  Draft draft;
  draft.language = m_context.sentences.language().toStdString();
  write(draft);
  return draft;
}

bool FormPart::check() {
  const DraftInHand typed(draft());
  wipeErrors();
  for (const Field field : m_asked) {
    for (FieldError& error : check_field(typed.value, field, today())) m_errors.push_back(std::move(error));
  }
  Q_EMIT errorsChanged();
  return m_errors.empty();
}

void FormPart::leave(Field field) {
  const DraftInHand typed(draft());
  dropErrorsOf(field);
  for (FieldError& error : check_field(typed.value, field, today())) {
    // A field that was only passed through is asked for by the step's button, not before.
    if (!is_missing(error.reason)) m_errors.push_back(std::move(error));
  }
  Q_EMIT errorsChanged();
}

void FormPart::take(const std::vector<FieldError>& errors) {
  wipeErrors();
  for (const FieldError& error : errors) {
    if (std::ranges::find(m_fields, error.field) != m_fields.end()) m_errors.push_back(error);
  }
  Q_EMIT errorsChanged();
}

void FormPart::dropErrorsOf(Field field) {
  for (FieldError& error : m_errors) {
    if (error.field == field) warmheart::wipe(error.suggestion);
  }
  std::erase_if(m_errors, [field](const FieldError& error) { return error.field == field; });
}

void FormPart::wipeErrors() {
  for (FieldError& error : m_errors) warmheart::wipe(error.suggestion);
  m_errors.clear();
}

void FormPart::edited(Field field) {
  dropErrorsOf(field);
  Q_EMIT changed();
  Q_EMIT errorsChanged();
}

QString FormPart::sentenceFor(Field field) const {
  const auto found = std::ranges::find(m_errors, field, &FieldError::field);
  return found == m_errors.end() ? QString() : m_context.sentences.text(sentence_key(found->reason));
}

void FormPart::wipe() {
  clear();
  wipeErrors();
  m_asked = m_fields;
  Q_EMIT changed();
  Q_EMIT errorsChanged();
  Q_EMIT askedChanged();
}

void FormPart::retranslate() {
  fillLists();
  Q_EMIT changed();
  Q_EMIT errorsChanged();
}

}  // namespace warmheart
