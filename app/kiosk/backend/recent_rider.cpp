#include "app/kiosk/backend/recent_rider.h"

#include "core/person/mask.h"

namespace warmheart {

RecentRider::RecentRider(PersonalRegistry& registry) : PersonalData(registry, Keeps::until_left) {}

void RecentRider::keepTyped(const Typed& typed) {
  if (typed.name.isEmpty()) return;
  if (typed.name != m_name.get()) {
    for (SecretQString* text : {&m_document_number, &m_mobile}) text->wipe();
    m_document_kind.clear();
  }
  m_name.set(typed.name);
  m_masked_name.set(QString::fromStdString(mask_name(typed.name.toStdString())));
  if (!typed.document_number.isEmpty()) {
    m_document_kind = typed.document_kind;
    m_document_number.set(typed.document_number);
  }
  if (!typed.mobile.isEmpty()) m_mobile.set(typed.mobile);
  Q_EMIT changed();
}

void RecentRider::keepCard(const QString& scanned, const QString& masked_name) {
  m_card_text.set(scanned);
  m_card_name.set(masked_name);
  Q_EMIT changed();
}

void RecentRider::wipe() {
  for (SecretQString* text : {&m_name, &m_document_number, &m_mobile, &m_masked_name, &m_card_text, &m_card_name})
    text->wipe();
  m_document_kind.clear();
  Q_EMIT changed();
}

}  // namespace warmheart
