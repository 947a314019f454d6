#include "app/kiosk/backend/scanner.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace warmheart {

namespace {

constexpr int kGapMs = 60;            // between two keys of a scanner; the fastest hands need more on average
constexpr int kStallMs = 4 * kGapMs;  // the timer came so late that keys may still wait behind it
constexpr std::size_t kMinScan = 8;   // eight keys in a row at that pace are no hand
constexpr std::size_t kMaxScan = 2048;

bool ends_scan(const QKeyEvent& event) {
  return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_Tab;
}

bool is_modifier(const QKeyEvent& event) { return event.key() == Qt::Key_Shift || event.key() == Qt::Key_CapsLock; }

bool is_scannable(const QKeyEvent& event) {
  const QString text = event.text();
  return text.size() == 1 && text.front() >= u' ' && text.front() <= u'~' &&
         !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

}  // namespace

struct Scanner::HeldKey {
  int key;
  Qt::KeyboardModifiers modifiers;
  QString text;
};

Scanner::Scanner(PersonalRegistry& personal, const BackendContext&) : PersonalData(personal, Keeps::until_left) {
  m_silence.setSingleShot(true);
  m_silence.setTimerType(Qt::PreciseTimer);
  connect(&m_silence, &QTimer::timeout, this, &Scanner::settle);
}

Scanner::~Scanner() { wipe(); }

bool Scanner::eventFilter(QObject* watched, QEvent* event) {
  // What the keyboard on the screen sends, and what is given back here, is not spontaneous: only devices are.
  if (!event->spontaneous() || !watched->isWindowType()) return false;
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease) return false;
  const auto& key = static_cast<const QKeyEvent&>(*event);
  if (event->type() == QEvent::KeyRelease) {
    // The release of a held key goes with it; giveBack() sends both.
    return !m_held.empty() && (is_scannable(key) || ends_scan(key));
  }
  return take(watched, key);
}

bool Scanner::take(QObject* watched, const QKeyEvent& event) {
  if (is_modifier(event)) return false;
  if (!m_held.empty() && (m_target != watched || m_sinceLast.elapsed() > kStallMs)) settleNow();
  if (!m_held.empty() && ends_scan(event)) {
    if (m_held.size() >= kMinScan) {
      emitScan();
      return true;
    }
    settleNow();
    return false;
  }
  if (event.isAutoRepeat() || !is_scannable(event) || m_held.size() >= kMaxScan) {
    settleNow();
    return false;
  }
  m_target = watched;
  m_held.push_back({event.key(), event.modifiers(), event.text()});
  m_sinceLast.restart();
  m_silence.start(kGapMs);
  return true;
}

void Scanner::settle() {
  if (m_held.empty()) return;
  if (m_sinceLast.elapsed() > kStallMs && !m_waitedOnce) {
    m_waitedOnce = true;  // the program was busy: let the keys that queued up come first
    m_silence.start(kGapMs);
    return;
  }
  settleNow();
}

void Scanner::settleNow() {
  m_silence.stop();
  m_waitedOnce = false;
  if (m_held.empty()) return;
  if (m_held.size() >= kMinScan)
    emitScan();
  else
    giveBack();
}

void Scanner::emitScan() {
  m_silence.stop();
  QString text;
  text.reserve(static_cast<qsizetype>(m_held.size()));
  for (const HeldKey& key : m_held) text += key.text;
  wipe();
  Q_EMIT scanned(text);
}

void Scanner::giveBack() {
  std::vector<HeldKey> keys = std::move(m_held);
  m_held.clear();
  for (HeldKey& key : keys) {
    if (m_target) {
      QKeyEvent press(QEvent::KeyPress, key.key, key.modifiers, key.text);
      QCoreApplication::sendEvent(m_target, &press);
    }
    if (m_target) {
      QKeyEvent release(QEvent::KeyRelease, key.key, key.modifiers, key.text);
      QCoreApplication::sendEvent(m_target, &release);
    }
    key.text.fill(u'\0');
  }
}

void Scanner::wipe() {
  m_silence.stop();
  for (HeldKey& key : m_held) key.text.fill(u'\0');
  m_held.clear();
}

}  // namespace warmheart
