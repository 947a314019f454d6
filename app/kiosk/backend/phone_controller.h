// QML singleton `Phone`: a form goes on on the rider's phone, and a card that is kept there. GUI thread; the kiosk is
// free at once, and told when the form is done.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/phone_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class StationController;
class SyncController;

class PhoneController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Phone)
  QML_SINGLETON

  Q_PROPERTY(QString address READ address NOTIFY changed)  // for QrCode; "": none yet
  Q_PROPERTY(QString howMany READ howMany NOTIFY changed)  // 限一部手机
  Q_PROPERTY(QString progress READ progress NOTIFY changed)
  Q_PROPERTY(bool done READ done NOTIFY changed)  // an application has come of it
  Q_PROPERTY(bool failed READ failed NOTIFY changed)
  Q_PROPERTY(bool offline READ offline NOTIFY changed)
  Q_PROPERTY(QString keepAddress READ keepAddress NOTIFY changed)  // of the card that is to be kept

 public:
  PhoneController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                  const SyncController& sync);
  ~PhoneController() override;
  static PhoneController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void begin();                                       // a new code, which may only stand there
  Q_INVOKABLE void use();                                         // the code, or the one under way, is what is wanted
  Q_INVOKABLE QString rightsAddress(const QString& topic) const;  // where a phone reads the same cards
  Q_INVOKABLE void keep(const QString& cardText);
  Q_INVOKABLE void wipe() override;
  Q_INVOKABLE void refresh();
  void retranslate() override { Q_EMIT changed(); }

  QString address() const { return QString::fromStdString(m_handoff.address); }
  QString howMany() const;
  QString progress() const;
  bool done() const { return m_progress.filled > 0; }
  bool failed() const { return m_failed; }
  bool offline() const;
  QString keepAddress() const { return m_keep.get(); }

 Q_SIGNALS:
  void changed();

 private:
  void writeDown();

  const BackendContext& m_context;
  const SyncController& m_sync;
  HandoffView m_handoff;
  HandoffProgress m_progress;
  SecretQString m_keep;
  bool m_failed = false;
  bool m_used = false;             // taken here, or opened by a phone
  bool m_written = false;          // as a record
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
