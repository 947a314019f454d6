// QML singleton `MyData`: everything that the union keeps of the rider whom Card has found, asked of the centre, shown,
// and taken along on paper or by a QR code (PIPL Art. 45). Masked until somebody asks for the digits. Nothing of it is
// kept here. GUI thread.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/remote_query_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class CardController;
class HelpController;
class StationController;

class MyDataController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(MyData)
  QML_SINGLETON

  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)  // not shown: what to do
  Q_PROPERTY(bool revealed READ revealed WRITE setRevealed NOTIFY changed)
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(QString documentKind READ documentKind NOTIFY changed)
  Q_PROPERTY(QString documentNumber READ documentNumber NOTIFY changed)
  Q_PROPERTY(QString mobile READ mobile NOTIFY changed)
  Q_PROPERTY(QString occupation READ occupation NOTIFY changed)
  Q_PROPERTY(QString platform READ platform NOTIFY changed)
  Q_PROPERTY(QString employer READ employer NOTIFY changed)
  Q_PROPERTY(QString street READ street NOTIFY changed)
  Q_PROPERTY(QString unionName READ unionName NOTIFY changed)
  Q_PROPERTY(QString submittedText READ submittedText NOTIFY changed)
  Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
  Q_PROPERTY(warmheart::RowList* consents READ consents CONSTANT)
  Q_PROPERTY(warmheart::RowList* bookings READ bookings CONSTANT)
  Q_PROPERTY(warmheart::RowList* cases READ cases CONSTANT)
  Q_PROPERTY(warmheart::RowList* requests READ requests CONSTANT)
  Q_PROPERTY(QString copyText READ copyText NOTIFY changed)  // for QrCode: plain text, whole; "": nothing is shown

 public:
  enum class State { Idle, Asking, Shown, Failed };
  Q_ENUM(State)

  MyDataController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                   const CardController& card, const HelpController& help);
  ~MyDataController() override { m_data.wipe(); }
  static MyDataController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void begin();  // for what Card has found
  Q_INVOKABLE void wipe() override;
  void retranslate() override;

  State state() const { return m_state; }
  QString sentence() const;
  bool revealed() const { return m_revealed; }
  void setRevealed(bool revealed);
  QString name() const { return m_name.get(); }
  QString documentKind() const;
  QString documentNumber() const { return m_number.get(); }
  QString mobile() const { return m_mobile.get(); }
  QString occupation() const;
  QString platform() const { return m_platform.get(); }
  QString employer() const { return m_employer.get(); }
  QString street() const { return m_street.get(); }
  QString unionName() const;
  QString submittedText() const;
  QString stateText() const;
  RowList* consents() { return &m_consents; }
  RowList* bookings() { return &m_bookings; }
  RowList* cases() { return &m_cases; }
  RowList* requests() { return &m_requests; }
  QString copyText() const { return m_copy.get(); }
  // Label and value, whole, as they are taken along.
  std::vector<std::pair<QString, QString>> lines() const;

 Q_SIGNALS:
  void changed();

 private:
  void show();
  void compose();
  std::vector<SecretQString*> personal();

  const BackendContext& m_context;
  const StationController& m_station;
  const CardController& m_card;
  const HelpController& m_help;
  State m_state = State::Idle;
  QByteArray m_error;
  bool m_revealed = false;
  RiderDataView m_data;
  SecretQString m_name, m_number, m_mobile, m_platform, m_employer, m_street, m_copy;
  Rows<Choice> m_consents, m_bookings, m_cases, m_requests;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
