#include "app/kiosk/backend/find_by_code.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/language/sentences.h"
#include "core/service/loan.h"

namespace warmheart {

FindByCode::FindByCode(BackendRegistry& registry, const BackendContext& context)
    : PersonalData(registry.personal, Keeps::until_home), Translated(registry.translation), m_context(context) {}

QString FindByCode::worded(const QByteArray& key) const {
  return key.isEmpty() ? QString() : m_context.sentences.text(key.constData());
}

void FindByCode::setErrors(const char* code_key, const char* last_four_key) {
  m_code_error = code_key;
  m_last_four_error = last_four_key;
  Q_EMIT changed();
}

void FindByCode::setCode(const QString& value) {
  QString text = without_blanks(value);
  if (m_code.set(text)) m_code_error.clear();
  warmheart::wipe(text);
  Q_EMIT changed();
}

void FindByCode::setLastFour(const QString& value) {
  if (m_last_four.set(value)) m_last_four_error.clear();
  Q_EMIT changed();
}

QString FindByCode::codeShown() const {
  return m_code.get().size() > 9 ? m_code.get() : format_grouped(m_code.get(), {3, 3, 3});
}

QString FindByCode::loan() const { return is_loan_number(m_code.get().toStdString()) ? m_code.get() : QString(); }

void FindByCode::wipe() {
  m_code.wipe();
  m_last_four.wipe();
  m_code_error.clear();
  m_last_four_error.clear();
  Q_EMIT changed();
}

}  // namespace warmheart
