#include "app/kiosk/backend/phone_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/member/card.h"

namespace warmheart {

PhoneController::PhoneController(BackendRegistry& registry, const BackendContext& context,
                                 const StationController& station, const SyncController& sync)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_sync(sync) {
  connect(&station, &StationController::changed, this, &PhoneController::refresh);
  connect(&m_sync, &SyncController::changed, this, &PhoneController::changed);
}

PhoneController::~PhoneController() { wipe(); }

void PhoneController::begin() {
  wipe();
  const std::uint64_t generation = m_generation;
  m_context.phone.make([this, generation](const Result<HandoffView>& result) {
    if (generation != m_generation) return;
    if (result) m_handoff = *result;
    m_failed = !result;
    writeDown();
    Q_EMIT changed();
  });
}

void PhoneController::use() {
  m_used = true;
  writeDown();
}

void PhoneController::writeDown() {
  if (!m_used || m_written || m_handoff.address.empty()) return;
  m_written = true;
  const std::uint64_t generation = m_generation;
  // The code is good without it: what could not be written is written with the next look at what became of the code.
  m_context.phone.open(m_handoff.handoff, [this, generation](const Result<void>& result) {
    if (generation == m_generation && !result) m_written = false;
  });
}

void PhoneController::refresh() {
  if (m_handoff.address.empty()) return;
  const std::uint64_t generation = m_generation;
  m_context.phone.progress(m_handoff.handoff.id, [this, generation](const Result<HandoffProgress>& result) {
    if (generation != m_generation || !result) return;
    m_progress = *result;
    m_used = m_used || m_progress.opened > 0;
    writeDown();
    Q_EMIT changed();
  });
}

void PhoneController::keep(const QString& cardText) {
  const auto address = card_page_address(m_context.phone.card_page(), cardText.toStdString());
  m_keep.set(address ? QString::fromStdString(*address) : QString());
  Q_EMIT changed();
}

QString PhoneController::rightsAddress(const QString& topic) const {
  return QString::fromStdString(m_context.phone.rights_page()) + u'#' + topic;
}

bool PhoneController::offline() const { return m_sync.state() == SyncController::State::Offline; }

QString PhoneController::howMany() const {
  if (m_handoff.address.empty()) return {};
  return m_context.sentences.text(m_handoff.handoff.most > 1 ? "handoff.six" : "handoff.one");
}

QString PhoneController::progress() const {
  if (m_handoff.address.empty()) return {};
  const Sentences& words = m_context.sentences;
  if (m_progress.filled > 0 && m_handoff.handoff.most == 1)
    return words.text("handoff.filled").arg(QString::fromStdString(m_progress.masked_name));
  if (m_progress.filled > 0) return words.text("handoff.filled.many", m_progress.filled).arg(m_progress.filled);
  if (m_progress.opened > 0) return words.text("handoff.opened", m_progress.opened).arg(m_progress.opened);
  return words.text("handoff.waiting");
}

void PhoneController::wipe() {
  ++m_generation;
  m_handoff = {};
  m_progress = {};
  m_keep.wipe();
  m_failed = m_used = m_written = false;
  Q_EMIT changed();
}

}  // namespace warmheart
