// QML singleton `Station`: where this kiosk stands and what it offers, from the mirror of the centre's feed.
// GUI thread. Nothing personal. Empty texts until the store thread has answered for the first time.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/service/views.h"
#include "core/station/visits.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;

class StationController final : public QObject, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Station)
  QML_SINGLETON
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(QString host READ host NOTIFY changed)  // 中国银行望京支行
  // How it is found, in the language shown; "": not known.
  Q_PROPERTY(QString address READ address NOTIFY changed)
  Q_PROPERTY(QString otherAddress READ otherAddress NOTIFY changed)  // in the other language, for whoever is called
  Q_PROPERTY(QString landmark READ landmark NOTIFY changed)
  Q_PROPERTY(QString defibrillator READ defibrillator NOTIFY changed)
  Q_PROPERTY(QString phone READ phone NOTIFY changed)
  Q_PROPERTY(QString wifiNetwork READ wifiNetwork NOTIFY changed)
  Q_PROPERTY(QString wifiPassword READ wifiPassword NOTIFY changed)  // "": an open network
  Q_PROPERTY(QString wifiCode READ wifiCode NOTIFY changed)          // what a phone's camera joins the network by
  Q_PROPERTY(QString openingHours READ openingHours NOTIFY changed)  // 06:00-23:00
  Q_PROPERTY(QString districtName READ districtName NOTIFY changed)
  Q_PROPERTY(QString controllerName READ controllerName NOTIFY changed)
  Q_PROPERTY(QString controllerPhone READ controllerPhone NOTIFY changed)
  Q_PROPERTY(QString unionAddress READ unionAddress NOTIFY changed)  // this station's union: where paper forms go
  Q_PROPERTY(QString timeText READ timeText NOTIFY timeChanged)      // 11:42
  Q_PROPERTY(QString dateText READ dateText NOTIFY timeChanged)      // in the language shown
  Q_PROPERTY(warmheart::RowList* services READ services CONSTANT)
  Q_PROPERTY(warmheart::RowList* answers READ answers CONSTANT)  // the rider's first questions
  Q_PROPERTY(bool canJoin READ canJoin NOTIFY changed)           // texts, union and sealing key are here
  Q_PROPERTY(QString problem READ problem NOTIFY changed)        // a sentence for the screen; "": none

 public:
  StationController(BackendRegistry& registry, const BackendContext& context);
  static StationController* create(QQmlEngine*, QJSEngine*);

  // The mirror as it was read last; for the other controllers.
  const StationView& view() const { return m_view; }

  // The best idea of the present time: a clock that is years off must not turn away everybody as under age.
  std::int64_t nowMs() const;

  // The union of this code; null: the mirror has none.
  const wire::ReceivingUnion* unionOf(const std::string& code) const;
  // In the language shown; the Chinese text where there is no English one.
  QString inLanguage(const std::string& text, const std::string& text_en) const;
  QString nameOf(const wire::ReceivingUnion& receiver) const;
  QString addressOf(const wire::ReceivingUnion& receiver) const;
  QString areaName(std::string_view code) const;  // of a district or street; "": nobody knows it
  // As this station offers it, else as everybody calls it; the code itself where nobody knows it.
  QString serviceName(const std::string& code) const;
  QString wayTo(const QString& service) const;            // 进门左手第二扇门; "": nothing is said
  QString visitName(const RegisteredVisit& visit) const;  // the service and the units that it holds

  QString name() const;
  QString host() const;
  QString address() const;
  QString otherAddress() const;
  QString landmark() const;
  QString defibrillator() const;
  QString phone() const;
  QString wifiNetwork() const;
  QString wifiPassword() const;
  QString wifiCode() const;
  QString openingHours() const { return QString::fromStdString(m_view.mirror.station.opening_hours()); }
  QString districtName() const;
  QString controllerName() const;
  QString controllerPhone() const { return QString::fromStdString(m_view.mirror.station.controller_phone()); }
  QString unionAddress() const;
  const QString& timeText() const { return m_timeText; }
  const QString& dateText() const { return m_dateText; }
  RowList* services() { return &m_services; }
  RowList* answers() { return &m_answers; }
  bool canJoin() const;
  QString problem() const;
  void retranslate() override;

 Q_SIGNALS:
  void changed();
  void timeChanged();

 private:
  void readMirror();
  void show();
  void updateTime();

  const BackendContext& m_context;
  StationView m_view;
  QString m_timeText, m_dateText;
  Rows<OfferedService> m_services;
  Rows<AnswerRow> m_answers;
  QTimer m_clockTick;
};

}  // namespace warmheart
