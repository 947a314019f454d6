#include "app/kiosk/backend/saved_application.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

SavedApplication::SavedApplication(BackendRegistry& registry, const BackendContext& context, const SyncController& sync)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_sync(sync) {
  connect(&m_sync, &SyncController::changed, this, &SavedApplication::changed);
}

void SavedApplication::take(const SubmittedApplication& saved) {
  m_query_code.set(QString::fromStdString(saved.query_code));
  m_card_text.set(QString::fromStdString(saved.card_text));
  m_masked_name.set(QString::fromStdString(saved.masked_name));
  m_expires_ms = saved.card_expires_ms;
  m_delivery = Delivery::saved;
  Q_EMIT changed();
}

void SavedApplication::setDelivery(Delivery delivery) {
  if (m_delivery == delivery) return;
  m_delivery = delivery;
  Q_EMIT changed();
}

void SavedApplication::wipe() {
  for (SecretQString* text : {&m_query_code, &m_card_text, &m_masked_name}) text->wipe();
  m_expires_ms = 0;
  m_delivery = Delivery::saved;
  Q_EMIT changed();
}

QString SavedApplication::queryCodeShown() const { return format_grouped(m_query_code.get(), {3, 3, 3}); }
QString SavedApplication::cardExpiresText() const { return m_expires_ms > 0 ? format_date(m_expires_ms) : QString(); }
int SavedApplication::delivery() const { return static_cast<int>(m_sync.deliveryOf(m_delivery)); }
QString SavedApplication::deliveryText() const {
  return m_context.sentences.text(delivery_key(m_sync.deliveryOf(m_delivery)));
}

}  // namespace warmheart
