// QML singleton `Bulletin`: what the centre tells everybody: weather and its alerts, benefits that can be used now, the
// city's heat allowance. From the mirror of the feed; what is over is gone without a network, by the best idea of the
// time. GUI thread. Nothing personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <string_view>
#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "warmheart.pb.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class StationController;

class BulletinController final : public QObject, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Bulletin)
  QML_SINGLETON
  Q_PROPERTY(QString alertKind READ alertKind NOTIFY changed)    // of the gravest: "heat", …; "": none is in force
  Q_PROPERTY(int alertLevel READ alertLevel NOTIFY changed)      // 1 blue … 4 red; 0: none
  Q_PROPERTY(QString alertTitle READ alertTitle NOTIFY changed)  // 高温橙色预警
  Q_PROPERTY(QString alertBrief READ alertBrief NOTIFY changed)  // 高温 · 橙色
  Q_PROPERTY(QString alertText READ alertText NOTIFY changed)
  Q_PROPERTY(QString alertUntil READ alertUntil NOTIFY changed)    // 到 20:00
  Q_PROPERTY(QString alertAdvice READ alertAdvice NOTIFY changed)  // the issuer's, else the kiosk's for this kind
  Q_PROPERTY(warmheart::RowList* others READ others CONSTANT)      // further alerts: name, text

  Q_PROPERTY(QString weatherKind READ weatherKind NOTIFY changed)  // "sun", …; "": not known
  Q_PROPERTY(QString weatherText READ weatherText NOTIFY changed)  // 晴 3–9 ℃; "": not known
  Q_PROPERTY(QString scene READ scene NOTIFY changed)  // "sun", "dusk", "night", "cloud", "rain", "snow": by weather
                                                       // and time of day

  Q_PROPERTY(warmheart::RowList* benefits READ benefits CONSTANT)      // code: its kind; name, how one gets it
  Q_PROPERTY(QString heatAllowance READ heatAllowance NOTIFY changed)  // a sentence; "": the city's is not known

 public:
  BulletinController(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  static BulletinController* create(QQmlEngine*, QJSEngine*);

  QString alertKind() const;
  int alertLevel() const;
  QString alertTitle() const;
  QString alertBrief() const;
  QString alertText() const;
  QString alertUntil() const;
  QString alertAdvice() const;
  RowList* others() { return &m_others; }
  QString weatherKind() const;
  QString weatherText() const;
  QString scene() const;
  RowList* benefits() { return &m_benefits; }
  QString heatAllowance() const;

  void refresh();
  void retranslate() override { refresh(); }

 Q_SIGNALS:
  void changed();

 private:
  QString inLanguage(const std::string& text, const std::string& text_en) const;
  QString titleOf(const wire::WeatherAlert& alert, const char* pattern) const;

  const BackendContext& m_context;
  const StationController& m_station;
  std::vector<wire::WeatherAlert> m_alerts;  // in force, the gravest first
  std::optional<wire::Weather> m_weather;
  Rows<Choice> m_others, m_benefits;
};

}  // namespace warmheart
