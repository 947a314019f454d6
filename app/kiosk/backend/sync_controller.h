// QML singleton `Sync`: what is true about sending, in words. Offline is a normal state.
// GUI thread; fed by the sync runner's thread through KioskService.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
struct SyncStatus;
enum class Delivery;

class SyncController final : public QObject, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Sync)
  QML_SINGLETON
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(int waiting READ waiting NOTIFY changed)                      // records not yet received by the centre
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)                // the state in words
  Q_PROPERTY(QString lastContactText READ lastContactText NOTIFY changed)  // when the centre last answered; "": never

 public:
  enum class State { Offline, Waiting, Current, NeedsYou };
  Q_ENUM(State)
  // How far something that was saved here has come. Pages hold it as an int.
  enum class Delivery { SavedHere, WaitingToSend, ReceivedByCentre, NeedsPerson };
  Q_ENUM(Delivery)

  SyncController(BackendRegistry& registry, const BackendContext& context);
  static SyncController* create(QQmlEngine*, QJSEngine*);

  State state() const { return m_state; }
  int waiting() const { return m_waiting; }
  QString sentence() const;
  QString lastContactText() const;
  // What is saved here is on its way while the light says so.
  Delivery deliveryOf(warmheart::Delivery delivery) const;
  // The same where a page does not follow the sending.
  static Delivery simpleDelivery(warmheart::Delivery delivery);
  void retranslate() override;

 Q_SIGNALS:
  void changed();

 private:
  void show(const SyncStatus& status);

  const BackendContext& m_context;
  State m_state = State::Offline;
  int m_waiting = 0;
  std::int64_t m_lastContactMs = 0;
  QByteArray m_sentenceKey;
};

}  // namespace warmheart
