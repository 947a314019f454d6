// QML singleton `Fault`: a rider says which thing of the station is broken, empty or dirty; no text. GUI thread; acts
// run on the store thread. Nothing personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/service/visit_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class StationController;

class FaultController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Fault)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* items READ items CONSTANT)  // the station's services, and another thing
  Q_PROPERTY(QString itemName READ itemName NOTIFY changed)
  Q_PROPERTY(QString whatText READ whatText NOTIFY changed)  // Done: what was reported
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)  // Failed: what to do

 public:
  enum class State { Choosing, Saving, Done, Failed };
  Q_ENUM(State)

  FaultController(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~FaultController() override = default;
  static FaultController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void choose(const QString& item);  // begins a report
  Q_INVOKABLE void report(const QString& what);  // of kFaultKinds; a second call while saving does nothing
  Q_INVOKABLE void wipe() override;
  void retranslate() override;

  RowList* items() { return &m_items; }
  QString itemName() const;
  QString whatText() const;
  State state() const { return m_state; }
  QString sentence() const;

 Q_SIGNALS:
  void changed();

 private:
  void show();

  const BackendContext& m_context;
  const StationController& m_station;
  Rows<Choice> m_items;
  warmheart::Fault m_fault;
  State m_state = State::Choosing;
  QByteArray m_error;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
