// QML singleton `Voice`: reads the screen aloud for people who do not see it, and rings when a rider waits for staff.
// Headphones that go in turn it on, those that go out turn it off; its switch is shown only where a sound device is.
// While it is on, every text is a stop of ◀ ▶, and a curtain may hide the screen from others.
// An item says its accessible name, role, value and description, and by properties of its own
//   privacy: who may hear the name (a field: its value); `aloud` is said instead where others would
//   spell: every number of it digit by digit, also short ones
//   saidInFull (a page): all its texts are said when it comes
// A name of several lines is several sentences. GUI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "app/kiosk/backend/personal_data.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/language/recordings.h"
#include "app/kiosk/service/speech_output.h"

class QJSEngine;
class QKeyEvent;
class QQmlEngine;
class QQuickItem;

namespace warmheart {

struct BackendContext;
class AppearanceController;
class VisitController;

class VoiceController final : public QObject, public PersonalData {
  Q_OBJECT
  QML_NAMED_ELEMENT(Voice)
  QML_SINGLETON
  Q_PROPERTY(bool present READ present NOTIFY changed)
  Q_PROPERTY(bool on READ on WRITE setOn NOTIFY turned)
  Q_PROPERTY(bool privately READ privately NOTIFY changed)           // nobody but the person hears it
  Q_PROPERTY(bool lost READ lost NOTIFY changed)                     // it is on, and the sound device is gone
  Q_PROPERTY(int volume READ volume WRITE setVolume NOTIFY changed)  // 1 to kVolumes
  Q_PROPERTY(int volumes READ volumes CONSTANT)
  // A page, or the sheet over it: said when it comes, and when the voice is turned on.
  Q_PROPERTY(QObject* page READ page WRITE setPage NOTIFY changed)
  Q_PROPERTY(bool curtain READ curtain WRITE setCurtain NOTIFY changed)  // the screen is dark; only with the voice on

 public:
  enum class Privacy {
    Open,
    OnRequest,  // a code that is needed: through headphones, or when ✓ asks for it after a warning
    Private     // through headphones alone
  };
  Q_ENUM(Privacy)
  static constexpr int kRingAgainMs = 30'000;
  static constexpr int kVolumes = 5;
  static constexpr int kHoldMs = 700;  // of ✓, to hear it again

  VoiceController(PersonalRegistry& personal, const BackendContext& context, const AppearanceController& appearance,
                  const VisitController& visits);
  static VoiceController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void sayFocus();      // what has the focus, in the words of the page
  Q_INVOKABLE void sayFocusSoon();  // what has the focus has changed its state
  Q_INVOKABLE void sayPage();       // the page, then what has the focus on it
  Q_INVOKABLE void sayAgain();      // what was said last; of a code that waits for it, the code
  // A key of the keyboard on the screen that ◀ ▶ have reached: what one types is not said where others hear it.
  Q_INVOKABLE void sayKey(const QString& name);
  // Something has come while nobody asked: said when what is being said has ended, or before what has the focus next.
  Q_INVOKABLE void announce(const QString& text);
  // The same at once: the form will be wiped, saving has failed.
  Q_INVOKABLE void interrupt(const QString& text);
  // A page has become another one where it stands: its outcome is there.
  Q_INVOKABLE void arrive(QObject* page);
  Q_INVOKABLE void wipe() override;

  bool present() const { return m_present; }
  bool on() const { return m_on; }
  void setOn(bool on);
  bool privately() const;
  bool lost() const { return m_lost; }
  int volume() const { return m_volume; }
  int volumes() const { return kVolumes; }
  void setVolume(int volume);  // out of range: the nearest
  QObject* page() const { return m_page; }
  void setPage(QObject* page);
  bool curtain() const { return m_curtain; }
  void setCurtain(bool on);

  // Volume keys, the key that says it again (Help, F1), and ✓ that is held for it: while the voice is on a short ✓ is
  // handed on when it is let go.
  bool eventFilter(QObject* watched, QEvent* event) override;

 Q_SIGNALS:
  void turned();  // on or off: every text of every page asks for it, and for nothing else
  void changed();
  void spoke();  // somebody listens: while it speaks, every few seconds, and when it has ended

 private:
  struct HeldKey {
    QPointer<QObject> target;
    int key = 0;
    Qt::KeyboardModifiers modifiers;
    QString text;
  };

  void showPresence(bool present);
  void follow(SpeechEvent event);
  void followRequests();
  void settle();
  bool mayBeHeard(const QObject& item) const;
  QStringList wordsOf(QObject* item) const;
  QString filledWords(const QString& value) const;
  QStringList textsBelow(const QQuickItem& item) const;
  QStringList takeAnnouncements();
  void sayParts(QStringList parts, SpeechTurn turn, bool repeatable = true);
  void addParts(std::vector<SpokenPart>& spoken, const QString& part);
  QString pause() const;
  int usualVolume() const;
  void applyVolume(int volume);
  bool holdConfirm(QObject* watched, const QKeyEvent& event);
  void handOn();

  const BackendContext& m_context;
  const AppearanceController& m_appearance;
  const VisitController& m_visits;
  Recordings m_recordings;
  bool m_present = false, m_on = false, m_curtain = false, m_lost = false, m_headphones = false;
  bool m_warned = false;    // that others hear what is typed into the field that has the focus
  bool m_greeting = false;  // the page is said after "the voice is on", and does not cut it off
  bool m_focusMoved = false;
  bool m_volumeChosen = false;
  bool m_handingOn = false;
  int m_volume = kVolumes;
  QPointer<QObject> m_page;
  QPointer<QObject> m_asked;  // its code was asked for by ✓
  QStringList m_announcements;
  SecretQString m_again;  // what was said last, a sentence a line
  HeldKey m_held;
  QTimer m_holding;
  QTimer m_speaking;  // every few seconds while it speaks
  QTimer m_ring_again;
  QTimer m_where;    // a page has come: where one is
  QTimer m_settled;  // a page that comes moves the focus more than once
};

}  // namespace warmheart
