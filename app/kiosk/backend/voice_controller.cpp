#include "app/kiosk/backend/voice_controller.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QQuickItem>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "app/kiosk/backend/appearance_controller.h"
#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/speech_text.h"
#include "app/kiosk/backend/visit_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/config.h"
#include "core/base/clock.h"

namespace warmheart {

namespace {

constexpr int kSettleMs = 60;
constexpr int kArriveMs = 2 * kSettleMs;  // after what the focus would say on its way
constexpr int kStillSpeakingMs = 10'000;
// In percent of the wave, 5 dB from one to the next.
constexpr std::array<int, VoiceController::kVolumes> kVolumePercent = {10, 18, 32, 56, 100};
constexpr int kVolumeByDay = 4, kVolumeByNight = 2;
constexpr int kDayBegins = 7, kDayEnds = 21;  // hours in China

const char* role_sentence(const QAccessible::Role role) {
  switch (role) {
    case QAccessible::Button: return "voice.button";
    case QAccessible::CheckBox: return "voice.check";
    case QAccessible::RadioButton: return "voice.choice";
    case QAccessible::EditableText: return "voice.field";
    default: return nullptr;
  }
}

bool is_control(QObject* item) {
  const QAccessibleInterface* known = QAccessible::queryAccessibleInterface(item);
  return known && role_sentence(known->role());
}

bool is_confirm(const QKeyEvent& event) { return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter; }

const QQuickItem* find_below(const QQuickItem& item, const QString& name) {
  if (item.objectName() == name) return &item;
  for (const QQuickItem* child : item.childItems()) {
    if (const QQuickItem* found = find_below(*child, name)) return found;
  }
  return nullptr;
}

}  // namespace

VoiceController::VoiceController(PersonalRegistry& personal, const BackendContext& context,
                                 const AppearanceController& appearance, const VisitController& visits)
    : PersonalData(personal, Keeps::until_left),
      m_context(context),
      m_appearance(appearance),
      m_visits(visits),
      m_recordings(context.config.recordings) {
  m_context.speech.on_present([this](bool present) { showPresence(present); });
  m_context.speech.on_headphones([this](bool in) {
    m_headphones = in;
    Q_EMIT changed();
    setOn(in);
  });
  m_context.speech.on_event([this](SpeechEvent event) { follow(event); });
  applyVolume(usualVolume());
  m_settled.setSingleShot(true);
  m_settled.setInterval(kSettleMs);
  connect(&m_settled, &QTimer::timeout, this, &VoiceController::settle);
  connect(qGuiApp, &QGuiApplication::focusObjectChanged, this, [this] {
    m_asked.clear();
    m_warned = false;
    sayFocusSoon();
  });
  m_where.setSingleShot(true);
  m_where.setInterval(kArriveMs);
  connect(&m_where, &QTimer::timeout, this, &VoiceController::sayPage);
  m_holding.setSingleShot(true);
  m_holding.setInterval(kHoldMs);
  connect(&m_holding, &QTimer::timeout, this, &VoiceController::sayAgain);
  m_speaking.setInterval(kStillSpeakingMs);
  connect(&m_speaking, &QTimer::timeout, this, &VoiceController::spoke);
  followRequests();
}

void VoiceController::followRequests() {
  m_ring_again.setInterval(kRingAgainMs);
  connect(&m_ring_again, &QTimer::timeout, this, [this] {
    if (m_visits.requestCount() > 0)
      m_context.speech.ring();
    else
      m_ring_again.stop();
  });
  const auto ring = [this] {
    m_context.speech.ring();
    m_ring_again.start();
  };
  connect(&m_visits, &VisitController::requestArrived, this, [this, ring] {
    ring();
    announce(m_visits.requestText());
  });
  connect(&m_visits, &VisitController::requestsChanged, this, [this, ring] {
    if (m_visits.requestCount() > 0 && !m_ring_again.isActive()) ring();
  });
}

// A device that goes while somebody listens comes back to the same person: the voice stays on.
void VoiceController::showPresence(bool present) {
  m_present = present;
  m_curtain = m_curtain && present;
  const bool was_lost = std::exchange(m_lost, m_on && !present);
  Q_EMIT changed();
  if (was_lost && present && m_on) m_where.start();
}

void VoiceController::follow(SpeechEvent event) {
  switch (event) {
    case SpeechEvent::began:
      m_speaking.start();
      if (std::exchange(m_lost, false)) Q_EMIT changed();
      return;
    case SpeechEvent::ended:
      m_speaking.stop();
      Q_EMIT spoke();
      return;
    case SpeechEvent::failed:
      m_speaking.stop();
      if (!m_on) return;
      m_lost = true;
      m_curtain = false;
      Q_EMIT changed();
      return;
  }
}

bool VoiceController::privately() const { return m_headphones || m_context.config.sound_private; }

void VoiceController::setOn(bool on) {
  if (m_on == on || (on && !m_present)) return;
  m_on = on;
  m_curtain = m_curtain && on;
  m_lost = false;
  m_announcements.clear();
  m_asked.clear();
  if (on && !m_volumeChosen) applyVolume(usualVolume());
  Q_EMIT turned();
  Q_EMIT changed();
  if (!on) {
    m_where.stop();
    m_again.wipe();
    return m_context.speech.stop();
  }
  const Sentences& words = m_context.sentences;
  sayParts({words.text("voice.on"), words.text("voice.keys")}, SpeechTurn::now);
  m_greeting = true;
  m_where.start();
}

void VoiceController::setPage(QObject* page) {
  if (m_page == page) return;
  m_page = page;
  // What was written on the page while it was made is said with it, or is a stop of it.
  m_announcements.clear();
  if (m_on) m_where.start();
  Q_EMIT changed();
}

void VoiceController::arrive(QObject* page) {
  if (m_on && page && page == m_page) m_where.start();
}

void VoiceController::setCurtain(bool on) {
  if (m_curtain == on || (on && !m_on)) return;
  m_curtain = on;
  Q_EMIT changed();
}

void VoiceController::announce(const QString& text) {
  if (!m_on || text.isEmpty()) return;
  if (!m_announcements.contains(text)) m_announcements << text;
  if (!m_where.isActive() && !m_settled.isActive()) m_settled.start();
}

void VoiceController::interrupt(const QString& text) {
  if (!m_on || text.isEmpty()) return;
  m_announcements.removeAll(text);
  sayParts(text.split(QLatin1Char('\n')), SpeechTurn::now);
}

void VoiceController::sayKey(const QString& name) {
  if (name.isEmpty()) return;
  const QObject* focus = QGuiApplication::focusObject();
  if (!focus || mayBeHeard(*focus)) return sayParts({name}, SpeechTurn::now, false);
  if (std::exchange(m_warned, true)) return;
  sayParts({m_context.sentences.text("voice.typing.private")}, SpeechTurn::now, false);
}

void VoiceController::sayAgain() {
  if (!m_on) return;
  QObject* focus = QGuiApplication::focusObject();
  const bool waits = focus && static_cast<Privacy>(focus->property("privacy").toInt()) == Privacy::OnRequest;
  if (waits && !privately()) {
    m_asked = focus;
    return sayFocus();
  }
  const QString& last = m_again.get();  // a piece that shared its buffer would be wiped with it
  sayParts(QString(last.constData(), last.size()).split(QLatin1Char('\n')), SpeechTurn::now);
}

bool VoiceController::mayBeHeard(const QObject& item) const {
  switch (static_cast<Privacy>(item.property("privacy").toInt())) {
    case Privacy::Open: return true;
    case Privacy::OnRequest: return privately() || &item == m_asked.data();
    case Privacy::Private: break;
  }
  return privately();
}

QString VoiceController::filledWords(const QString& value) const {
  const auto typed = std::count_if(value.begin(), value.end(), [](QChar one) { return !one.isSpace(); });
  if (typed == 0) return {};
  return m_context.sentences.text("voice.filled", typed).arg(typed);
}

QStringList VoiceController::wordsOf(QObject* item) const {
  QAccessibleInterface* known = QAccessible::queryAccessibleInterface(item);
  if (!known) return {};
  const Sentences& words = m_context.sentences;
  const bool heard = mayBeHeard(*item);
  const bool field = known->role() == QAccessible::EditableText;
  QStringList parts =
      (heard || field ? known->text(QAccessible::Name) : item->property("aloud").toString()).split(QLatin1Char('\n'));
  if (!heard && !field) {
    const bool waits = static_cast<Privacy>(item->property("privacy").toInt()) == Privacy::OnRequest;
    parts << words.text(waits ? "voice.on-request" : "voice.private");
  }
  if (const char* role = role_sentence(known->role())) parts << words.text(role);
  if (field) parts << (heard ? known->text(QAccessible::Value) : filledWords(known->text(QAccessible::Value)));
  if (known->state().checkable) parts << words.text(known->state().checked ? "voice.checked" : "voice.not-checked");
  if (known->state().disabled) parts << words.text("voice.disabled");
  parts << known->text(QAccessible::Description).split(QLatin1Char('\n'));
  parts.removeAll(QString());
  if (item->property("spell").toBool()) {
    for (QString& part : parts) part = with_digits_spelled(part, m_appearance.language(), true);
  }
  return parts;
}

// In the order of the page, what is seen now and is no control.
QStringList VoiceController::textsBelow(const QQuickItem& item) const {
  QStringList texts;
  for (QQuickItem* child : item.childItems()) {
    if (!child->isVisible()) continue;
    if (child->activeFocusOnTab() && !is_control(child)) texts << wordsOf(child);
    texts << textsBelow(*child);
  }
  return texts;
}

QStringList VoiceController::takeAnnouncements() {
  QStringList taken;
  for (const QString& text : std::exchange(m_announcements, {})) taken << text.split(QLatin1Char('\n'));
  return taken;
}

void VoiceController::sayFocus() { sayParts(wordsOf(QGuiApplication::focusObject()), SpeechTurn::now); }

void VoiceController::sayFocusSoon() {
  if (!m_on) return;
  m_focusMoved = true;
  m_settled.start();
}

// Where a page comes, the page says what has the focus on it.
void VoiceController::settle() {
  if (m_where.isActive()) return;
  QStringList parts = takeAnnouncements();
  if (!std::exchange(m_focusMoved, false)) return sayParts(parts, SpeechTurn::after);
  const QStringList focus = wordsOf(QGuiApplication::focusObject());
  for (const QString& part : focus) parts.removeAll(part);
  sayParts(parts + focus, SpeechTurn::now);
}

void VoiceController::sayPage() {
  m_focusMoved = false;
  QStringList parts = wordsOf(m_page);
  const auto* item = qobject_cast<QQuickItem*>(m_page.data());
  if (item && item->property("saidInFull").toBool()) {
    const QQuickItem* room = find_below(*item, QStringLiteral("pageRoom"));
    parts << textsBelow(room ? *room : *item);
  }
  parts << takeAnnouncements();
  parts.removeDuplicates();  // the title stands on the page, too
  QObject* focus = QGuiApplication::focusObject();
  if (focus != m_page) parts << wordsOf(focus);
  sayParts(parts, std::exchange(m_greeting, false) ? SpeechTurn::after : SpeechTurn::now);
}

QString VoiceController::pause() const {
  return m_appearance.language() == QLatin1String("en") ? QStringLiteral(". ") : QStringLiteral("。");
}

void VoiceController::addParts(std::vector<SpokenPart>& spoken, const QString& part) {
  const QString& language = m_appearance.language();
  for (const RecordedPiece& piece : m_recordings.pieces_of(part, language, m_context.sentences.all(language))) {
    if (!piece.file.empty()) {
      spoken.push_back({piece.text.toStdString(), language.toStdString(), piece.file});
      continue;
    }
    for (const SpokenRun& run : runs_of(with_digits_spelled(piece.text, language), language))
      spoken.push_back({run.text.toStdString(), run.language.toStdString(), {}});
  }
}

void VoiceController::sayParts(QStringList parts, SpeechTurn turn, bool repeatable) {
  parts.removeAll(QString());
  if (!m_on || parts.isEmpty()) return;
  if (repeatable) {
    const QString said = parts.join(QLatin1Char('\n'));
    m_again.set(turn == SpeechTurn::after && !m_again.isEmpty() ? m_again.get() + QLatin1Char('\n') + said : said);
  }
  std::vector<SpokenPart> spoken;
  for (const QString& part : parts) {
    if (!spoken.empty()) spoken.back().text += pause().toStdString();
    addParts(spoken, part);
  }
  m_context.speech.say(std::move(spoken), turn);
}

int VoiceController::usualVolume() const {
  constexpr std::int64_t hours_of_china = 8;
  const std::int64_t hour = (m_context.clock.now().wall_ms / kHourMs + hours_of_china) % 24;
  return hour >= kDayBegins && hour < kDayEnds ? kVolumeByDay : kVolumeByNight;
}

void VoiceController::applyVolume(int volume) {
  m_volume = volume;
  m_context.speech.set_volume(kVolumePercent[static_cast<std::size_t>(volume - 1)]);
}

void VoiceController::setVolume(int volume) {
  m_volumeChosen = true;
  applyVolume(std::clamp(volume, 1, kVolumes));
  Q_EMIT changed();
  sayParts({m_context.sentences.text("voice.volume.now").arg(m_volume)}, SpeechTurn::now, false);
}

bool VoiceController::eventFilter(QObject* watched, QEvent* event) {
  const bool press = event->type() == QEvent::KeyPress;
  if (m_handingOn || !watched->isWindowType() || (!press && event->type() != QEvent::KeyRelease)) return false;
  const auto& key = static_cast<const QKeyEvent&>(*event);
  switch (key.key()) {
    case Qt::Key_VolumeUp:
    case Qt::Key_VolumeDown:
      if (!m_present) return false;
      if (press) setVolume(m_volume + (key.key() == Qt::Key_VolumeUp ? 1 : -1));
      return true;
    case Qt::Key_Help:
    case Qt::Key_F1:
      if (!m_on) return false;
      if (press && !key.isAutoRepeat()) sayAgain();
      return true;
    default: return is_confirm(key) && holdConfirm(watched, key);
  }
}

bool VoiceController::holdConfirm(QObject* watched, const QKeyEvent& event) {
  if (event.type() == QEvent::KeyPress) {
    if (!m_on) return false;
    if (event.isAutoRepeat()) return true;
    m_held = {watched, event.key(), event.modifiers(), event.text()};
    m_holding.start();
    return true;
  }
  if (!m_held.target) return false;
  if (event.isAutoRepeat()) return true;
  const bool brief = m_holding.isActive();
  m_holding.stop();
  if (brief) handOn();
  m_held = {};
  return true;
}

void VoiceController::handOn() {
  const HeldKey held = m_held;
  m_handingOn = true;
  QKeyEvent press(QEvent::KeyPress, held.key, held.modifiers, held.text);
  QCoreApplication::sendEvent(held.target, &press);
  if (held.target) {
    QKeyEvent release(QEvent::KeyRelease, held.key, held.modifiers, held.text);
    QCoreApplication::sendEvent(held.target, &release);
  }
  m_handingOn = false;
}

void VoiceController::wipe() {
  setOn(false);
  m_context.speech.stop();
  m_again.wipe();
  m_announcements.clear();
  m_lost = false;
  m_volumeChosen = false;
  applyVolume(usualVolume());
  Q_EMIT changed();
}

}  // namespace warmheart
