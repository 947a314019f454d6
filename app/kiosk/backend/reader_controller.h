// QML singleton `Reader`: the ID-card reader beside the typed identity. What it reads goes into the form that is shown;
// nothing else keeps it.
#pragma once

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/identity_form.h"
#include "app/kiosk/service/id_reader.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;

class ReaderController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Reader)
  QML_SINGLETON

  Q_PROPERTY(bool present READ present NOTIFY changed)    // configured, and answers
  Q_PROPERTY(bool cardLeft READ cardLeft NOTIFY changed)  // by who was here before: to be taken off before anything
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)

 public:
  ReaderController(BackendRegistry& registry, const BackendContext& context);
  static ReaderController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void listen(warmheart::IdentityForm* form);       // while a page shows it
  Q_INVOKABLE void stopFilling(warmheart::IdentityForm* form);  // that page goes; another one may listen all the same
  Q_INVOKABLE void wipe() override;
  void retranslate() override { Q_EMIT changed(); }

  bool present() const { return m_state == ReaderState::ready || m_state == ReaderState::card_left; }
  bool cardLeft() const { return m_state == ReaderState::card_left; }
  ReaderState state() const { return m_state; }
  QString sentence() const;

 Q_SIGNALS:
  void changed();
  void read();  // the form was filled

 private:
  void take(std::optional<IdCard> card);

  const BackendContext& m_context;
  QPointer<IdentityForm> m_form;  // none: nobody listens
  int m_pages = 0;                // that listen for this form, one behind the other
  ReaderState m_state = ReaderState::none;
  const char* m_said = "reader.hint";
};

}  // namespace warmheart
