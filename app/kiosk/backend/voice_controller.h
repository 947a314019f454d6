// QML singleton `Voice`: says what has the focus, for people who do not see the screen, and rings when a rider waits
// for staff. Headphones that go in turn it on, those that go out turn it off; its switch is shown only where a sound
// device is. While it is on, a curtain may hide the screen from others.
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/personal_data.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class AppearanceController;
class VisitController;

class VoiceController final : public QObject, public PersonalData {
  Q_OBJECT
  QML_NAMED_ELEMENT(Voice)
  QML_SINGLETON
  Q_PROPERTY(bool present READ present NOTIFY changed)
  Q_PROPERTY(bool on READ on WRITE setOn NOTIFY changed)
  Q_PROPERTY(
      QObject* page READ page WRITE setPage NOTIFY changed)  // said when it comes, and when the voice is turned on
  Q_PROPERTY(bool curtain READ curtain WRITE setCurtain NOTIFY changed)  // the screen is dark; only with the voice on

 public:
  static constexpr int kRingAgainMs = 30'000;

  VoiceController(PersonalRegistry& personal, const BackendContext& context, const AppearanceController& appearance,
                  const VisitController& visits);
  static VoiceController* create(QQmlEngine*, QJSEngine*);

  // Name, value, state and help of what has the focus, in the words of the page. Personal where the page is.
  Q_INVOKABLE void sayFocus();
  Q_INVOKABLE void sayPage();  // the page, then what has the focus on it
  Q_INVOKABLE void say(const QString& text);
  Q_INVOKABLE void wipe() override;

  bool present() const { return m_present; }
  bool on() const { return m_on; }
  void setOn(bool on);
  QObject* page() const { return m_page; }
  void setPage(QObject* page);
  bool curtain() const { return m_curtain; }
  void setCurtain(bool on);

 Q_SIGNALS:
  void changed();

 private:
  QStringList wordsOf(QObject* item) const;
  void sayParts(const QStringList& parts);

  const BackendContext& m_context;
  const AppearanceController& m_appearance;
  const VisitController& m_visits;
  bool m_present = false, m_on = false, m_curtain = false;
  QPointer<QObject> m_page;
  QTimer m_ring_again;
  QTimer m_where;    // once it is on, where one is
  QTimer m_settled;  // a page that comes moves the focus more than once
};

}  // namespace warmheart
