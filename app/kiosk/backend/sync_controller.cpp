#include "app/kiosk/backend/sync_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"

namespace warmheart {

namespace {

// The enumerators of both stand in the same order; static_assert keeps the ends together.
static_assert(static_cast<int>(SyncLight::offline) == static_cast<int>(SyncController::State::Offline));
static_assert(static_cast<int>(SyncLight::current) == static_cast<int>(SyncController::State::Current));
static_assert(static_cast<int>(SyncLight::needs_you) == static_cast<int>(SyncController::State::NeedsYou));

}  // namespace

SyncController::SyncController(BackendRegistry& registry, const BackendContext& context)
    : Translated(registry.translation), m_context(context) {
  m_context.service.on_sync([this](const SyncStatus& status) { show(status); });
}

void SyncController::show(const SyncStatus& status) {
  m_state = static_cast<State>(status.light);
  m_waiting = static_cast<int>(std::min<std::uint64_t>(status.waiting, 1'000'000));
  m_lastContactMs = status.last_contact_ms;
  m_sentenceKey = QByteArray::fromStdString(status.sentence_key);
  Q_EMIT changed();
}

QString SyncController::sentence() const {
  if (!m_sentenceKey.isEmpty() && m_context.sentences.has(m_sentenceKey.constData())) {
    return m_context.sentences.text(m_sentenceKey.constData());
  }
  switch (m_state) {
    case State::Offline: return m_context.sentences.text("sync.offline");
    case State::Waiting: return m_context.sentences.text("sync.waiting");
    case State::Current: return m_context.sentences.text("sync.current");
    case State::NeedsYou: return m_context.sentences.text("sync.needs-you");
  }
  return {};
}

SyncController::Delivery SyncController::simpleDelivery(warmheart::Delivery delivery) {
  return delivery == warmheart::Delivery::received ? Delivery::ReceivedByCentre : Delivery::SavedHere;
}

SyncController::Delivery SyncController::deliveryOf(warmheart::Delivery delivery) const {
  if (delivery == warmheart::Delivery::received) return Delivery::ReceivedByCentre;
  switch (m_state) {
    case State::Offline: return Delivery::SavedHere;
    case State::Waiting:
    case State::Current: return Delivery::WaitingToSend;
    case State::NeedsYou: return Delivery::NeedsPerson;
  }
  return Delivery::SavedHere;
}

QString SyncController::lastContactText() const {
  return m_lastContactMs > 0 ? format_date_and_time(m_lastContactMs) : QString();
}

void SyncController::retranslate() { Q_EMIT changed(); }

}  // namespace warmheart
