// QML singleton `Scanner`: a USB scanner types like a keyboard, far faster than a hand. Key events of a burst are held
// back until it is clear what they are: a burst (with or without Enter) becomes scanned(text) and reaches no field;
// anything else is given to the focused field unchanged, a few milliseconds late. GUI thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "app/kiosk/backend/personal_data.h"

class QQmlEngine;
class QJSEngine;
class QKeyEvent;

namespace warmheart {

struct BackendContext;

class Scanner final : public QObject, public PersonalData {
  Q_OBJECT
  QML_NAMED_ELEMENT(Scanner)
  QML_SINGLETON

 public:
  Scanner(PersonalRegistry& personal, const BackendContext& context);
  ~Scanner() override;
  static Scanner* create(QQmlEngine*, QJSEngine*);

  bool eventFilter(QObject* watched, QEvent* event) override;
  void wipe() override;

 Q_SIGNALS:
  void scanned(const QString& text);

 private:
  struct HeldKey;
  bool take(QObject* watched, const QKeyEvent& event);
  void settle();  // silence: the burst is over, or never was one
  void settleNow();
  void giveBack();  // the held keys go to where they were typed
  void emitScan();

  std::vector<HeldKey> m_held;
  QPointer<QObject> m_target;
  QTimer m_silence;
  QElapsedTimer m_sinceLast;
  bool m_waitedOnce = false;
};

}  // namespace warmheart
