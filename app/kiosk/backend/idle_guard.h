// QML singleton `Idle`: 45 s without touch, then a bar counts 20 s down, then everything is wiped.
// Sees every touch and key of the application by an event filter; times by the Clock port's boot time.
// `wiped` is emitted when the backend is already empty: pages go Home and destroy what they hold.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class PersonalRegistry;

class IdleGuard final : public QObject {
  Q_OBJECT
  QML_NAMED_ELEMENT(Idle)
  QML_SINGLETON
  // Main.qml says when Home is shown: nobody is in the middle of anything there, so the reset comes without the bar.
  Q_PROPERTY(bool atHome READ atHome WRITE setAtHome NOTIFY atHomeChanged)
  // Nobody has touched Home for as long as station.toml says ([screen] attract_seconds); any touch, key or scan ends
  // it.
  Q_PROPERTY(bool resting READ resting NOTIFY restingChanged)
  Q_PROPERTY(bool warning READ warning NOTIFY changed)
  Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed)        // of the bar; 20…0
  Q_PROPERTY(int extensionsLeft READ extensionsLeft NOTIFY changed)  // ten to begin with

 public:
  static constexpr std::int64_t kQuietMs = 45'000;
  static constexpr std::int64_t kWarningMs = 20'000;
  static constexpr int kExtensions = 10;

  IdleGuard(PersonalRegistry& personal, const BackendContext& context);
  static IdleGuard* create(QQmlEngine*, QJSEngine*);

  bool atHome() const { return m_atHome; }
  void setAtHome(bool atHome);
  bool resting() const { return m_resting; }
  bool warning() const { return m_secondsLeft > 0; }
  int secondsLeft() const { return m_secondsLeft; }
  int extensionsLeft() const { return m_extensionsLeft; }

  Q_INVOKABLE void extend();     // 我还在
  Q_INVOKABLE void touch();      // something happened that is no touch (a scan)
  Q_INVOKABLE void wipeNow();    // the person leaves: 完成, or the bar has run out
  Q_INVOKABLE void wipeTyped();  // the same person goes Home: language, looks and the voice stay

  bool eventFilter(QObject* watched, QEvent* event) override;
  void countSecond();  // once a second; public for tests and the driver's clock

 Q_SIGNALS:
  void atHomeChanged();
  void restingChanged();
  void changed();
  void wiping();  // what lies outside the backend (clipboard, input method) is emptied now
  void wiped();
  void touched();  // somebody is here

 private:
  void setResting(bool resting);

  PersonalRegistry& m_personal;
  const BackendContext& m_context;
  bool m_atHome = true;
  bool m_clean = true;  // nobody has touched since the last wipe
  std::int64_t m_lastTouchMs = 0;
  std::int64_t m_quietSinceMs = 0;  // at Home; a wipe is no touch
  bool m_resting = false;
  int m_secondsLeft = 0;
  int m_extensionsLeft = kExtensions;
  QTimer m_timer;
};

}  // namespace warmheart
