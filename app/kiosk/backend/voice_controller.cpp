#include "app/kiosk/backend/voice_controller.h"

#include <QAccessible>
#include <QGuiApplication>

#include "app/kiosk/backend/appearance_controller.h"
#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/visit_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/speech_output.h"

namespace warmheart {

namespace {

constexpr int kSettleMs = 60;
constexpr int kWhereMs = 1'500;  // after "the voice is on"

const char* role_sentence(const QAccessible::Role role) {
  switch (role) {
    case QAccessible::Button: return "voice.button";
    case QAccessible::CheckBox: return "voice.check";
    case QAccessible::RadioButton: return "voice.choice";
    case QAccessible::EditableText: return "voice.field";
    default: return nullptr;
  }
}

}  // namespace

VoiceController::VoiceController(PersonalRegistry& personal, const BackendContext& context,
                                 const AppearanceController& appearance, const VisitController& visits)
    : PersonalData(personal, Keeps::until_left), m_context(context), m_appearance(appearance), m_visits(visits) {
  m_context.speech.on_present([this](bool present) {
    m_present = present;
    if (!present) setOn(false);
    Q_EMIT changed();
  });
  m_context.speech.on_headphones([this](bool in) { setOn(in); });
  m_settled.setSingleShot(true);
  m_settled.setInterval(kSettleMs);
  connect(&m_settled, &QTimer::timeout, this, &VoiceController::sayFocus);
  connect(qGuiApp, &QGuiApplication::focusObjectChanged, this, [this] {
    if (m_on) m_settled.start();
  });
  m_where.setSingleShot(true);
  connect(&m_where, &QTimer::timeout, this, &VoiceController::sayPage);
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
  connect(&m_visits, &VisitController::requestArrived, this, ring);
  connect(&m_visits, &VisitController::requestsChanged, this, [this, ring] {
    if (m_visits.requestCount() > 0 && !m_ring_again.isActive()) ring();
  });
}

void VoiceController::setOn(bool on) {
  if (m_on == on || (on && !m_present)) return;
  m_on = on;
  m_curtain = m_curtain && on;
  Q_EMIT changed();
  if (!on) return m_context.speech.stop();
  say(m_context.sentences.text("voice.on"));
  m_where.start(kWhereMs);
}

void VoiceController::setPage(QObject* page) {
  if (m_page == page) return;
  m_page = page;
  if (m_on) m_where.start(2 * kSettleMs);  // after what the focus says on its way
  Q_EMIT changed();
}

void VoiceController::setCurtain(bool on) {
  if (m_curtain == on || (on && !m_on)) return;
  m_curtain = on;
  Q_EMIT changed();
}

void VoiceController::say(const QString& text) {
  if (m_on && !text.isEmpty()) m_context.speech.say(text.toStdString(), m_appearance.language().toStdString());
}

QStringList VoiceController::wordsOf(QObject* item) const {
  QAccessibleInterface* known = QAccessible::queryAccessibleInterface(item);
  if (!known) return {};
  const Sentences& words = m_context.sentences;
  QStringList parts{known->text(QAccessible::Name)};
  if (const char* role = role_sentence(known->role())) parts << words.text(role);
  if (known->role() == QAccessible::EditableText) parts << known->text(QAccessible::Value);
  if (known->state().checkable) parts << words.text(known->state().checked ? "voice.checked" : "voice.not-checked");
  if (known->state().disabled) parts << words.text("voice.disabled");
  parts << known->text(QAccessible::Description);
  parts.removeAll(QString());
  return parts;
}

void VoiceController::sayFocus() { sayParts(wordsOf(QGuiApplication::focusObject())); }

void VoiceController::sayPage() {
  QObject* focus = QGuiApplication::focusObject();
  sayParts(focus == m_page ? wordsOf(m_page) : wordsOf(m_page) + wordsOf(focus));
}

void VoiceController::sayParts(const QStringList& parts) {
  say(parts.join(m_appearance.language() == QLatin1String("en") ? QStringLiteral(". ") : QStringLiteral("。")));
}

void VoiceController::wipe() {
  setOn(false);
  m_context.speech.stop();
}

}  // namespace warmheart
