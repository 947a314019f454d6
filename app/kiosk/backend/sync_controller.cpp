#include "app/kiosk/backend/sync_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"

namespace warmheart {

namespace {

SyncController::State state_of(SyncLightView light) {
  switch (light) {
    case SyncLightView::offline: return SyncController::State::Offline;
    case SyncLightView::waiting: return SyncController::State::Waiting;
    case SyncLightView::current: return SyncController::State::Current;
    case SyncLightView::needs_you: return SyncController::State::NeedsYou;
  }
  return SyncController::State::Offline;
}

}  // namespace

SyncController::SyncController(BackendRegistry& registry, const BackendContext& context)
    : Translated(registry.translation), m_context(context) {
  m_context.service.on_sync([this](const SyncView& view) { show(view); });
}

void SyncController::show(const SyncView& view) {
  m_state = state_of(view.light);
  m_waiting = static_cast<int>(std::min<std::uint64_t>(view.waiting, 1'000'000));
  m_lastContactMs = view.last_contact_ms;
  m_sentenceKey = QByteArray::fromStdString(view.sentence_key);
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

QString SyncController::lastContactText() const {
  return m_lastContactMs > 0 ? format_date_and_time(m_lastContactMs) : QString();
}

void SyncController::retranslate() { Q_EMIT changed(); }

}  // namespace warmheart
