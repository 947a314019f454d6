// QML singleton `DataRequests`: what a rider asks about the application that Card has found: withdraw, leave and take
// it back, no more texts, a value corrected, erase. Two touches; asked offline too. GUI thread.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/service/data_request_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class CardController;
class JoinController;
class StationController;

class DataRequestsController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(DataRequests)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* offers READ offers CONSTANT)  // what can be asked now, with what it means
  Q_PROPERTY(warmheart::RowList* asked READ asked CONSTANT)    // what was asked, and how it stands
  Q_PROPERTY(warmheart::RowList* fields READ fields CONSTANT)  // what can be corrected
  Q_PROPERTY(QString chosen READ chosen WRITE setChosen NOTIFY changed)
  Q_PROPERTY(QString chosenName READ chosenName NOTIFY changed)
  Q_PROPERTY(QString chosenMeans READ chosenMeans NOTIFY changed)
  Q_PROPERTY(bool saving READ saving NOTIFY changed)
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)  // failed: what to do

 public:
  DataRequestsController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                         CardController& card, JoinController& join);
  ~DataRequestsController() override = default;
  static DataRequestsController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void begin();                        // for the application that Card has found
  Q_INVOKABLE void ask();                          // what is chosen; a second call while saving does nothing
  Q_INVOKABLE void correct(const QString& field);  // Join asks that value; Card.submitCorrection() saves it
  Q_INVOKABLE void wipe() override;
  void refresh();
  void retranslate() override;

  RowList* offers() { return &m_offers; }
  RowList* fields() { return &m_fields; }
  RowList* asked() { return &m_made_rows; }
  QString chosen() const { return m_chosen; }
  void setChosen(const QString& value);
  QString chosenName() const;
  QString chosenMeans() const;
  bool saving() const { return m_saving; }
  QString sentence() const;

 Q_SIGNALS:
  void changed();

 private:
  void show();
  void finishAsk(const Result<RequestHere>& result);

  const BackendContext& m_context;
  CardController& m_card;
  JoinController& m_join;
  Uuid m_application, m_id;
  std::vector<RequestHere> m_made;
  Rows<Choice> m_offers, m_made_rows, m_fields;
  QString m_chosen;
  bool m_saving = false;
  QByteArray m_error;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
