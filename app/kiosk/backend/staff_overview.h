// What staff see of this station: what waits for them, today in figures, the newest visits, the device. A part of
// Staff; GUI thread. Masked names only.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <string>
#include <utility>
#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/backend/staff_session.h"
#include "app/kiosk/service/staff_service.h"

namespace warmheart {

struct BackendContext;
class StationController;

class StaffOverview final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString todayText READ todayText NOTIFY changed)  // 今日 34 人次 · 刷卡 6 人次 5 人
  Q_PROPERTY(QString syncText READ syncText NOTIFY changed)
  Q_PROPERTY(int todoCount READ todoCount NOTIFY changed)
  Q_PROPERTY(
      warmheart::RowList* todo READ todo CONSTANT)  // code: "request/…", "call/…", "returned/…", "fault/…", "loan/…"
  Q_PROPERTY(warmheart::RowList* out READ out CONSTANT)  // what is lent and who waits: "loan/…", "called/…", "wait/…"
  Q_PROPERTY(warmheart::RowList* visits READ visits CONSTANT)  // code: "visit/…"
  Q_PROPERTY(warmheart::RowList* day READ day CONSTANT)        // a service each
  Q_PROPERTY(QString dayText READ dayText NOTIFY changed)      // 2026-11-23
  Q_PROPERTY(warmheart::RowList* deviceRows READ deviceRows CONSTANT)
  Q_PROPERTY(QString device READ device NOTIFY changed)  // its id, to read out
  Q_PROPERTY(QString note READ note NOTIFY changed)      // an act failed, and what to do

 public:
  // "none", "ready", "offline", "no-paper": lines of the device page, told by who drives them.
  struct DeviceStates {
    std::string reader = "none", scanner = "none", printer = "none", sound = "none";
  };

  StaffOverview(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                const StaffSession& session);
  ~StaffOverview() override = default;

  Q_INVOKABLE void takeUp(const QString& code, bool done);
  Q_INVOKABLE void calledBack(const QString& code, const QString& outcome);
  Q_INVOKABLE void voidVisit(const QString& code, const QString& reason);
  // "fault/…": done, not-found; "loan/…": returned, lost; "called/…": again, skip; "wait/…": skip.
  Q_INVOKABLE void answer(const QString& code, const QString& how);
  void refresh();
  void readDevice();                        // before anybody has unlocked
  void finish(const Result<void>& result);  // of an act of staff: says what went wrong, and reads the station anew
  void wipe() override;
  void retranslate() override;
  static Uuid idAfter(const QString& code);  // "call/…": the id behind the stroke; empty: none

  void setDevices(DeviceStates states) { m_devices = std::move(states); }
  const DeviceStates& devices() const { return m_devices; }
  const StaffBoard& board() const { return m_board; }

  QString todayText() const;
  QString syncText() const;
  int todoCount() const { return m_todo.count(); }
  RowList* todo() { return &m_todo; }
  RowList* out() { return &m_out; }
  RowList* visits() { return &m_visits; }
  RowList* day() { return &m_day; }
  QString dayText() const;
  std::vector<std::pair<QString, QString>> dayLines() const;  // service, figures
  RowList* deviceRows() { return &m_device_rows; }
  QString device() const { return QString::fromStdString(m_board.device.device); }
  QString note() const;

 Q_SIGNALS:
  void changed();

 private:
  void show();
  std::vector<Choice> todoRows() const;
  std::vector<Choice> outRows() const;
  Choice loanRow(const Loan& loan) const;
  std::vector<Choice> visitRows() const;
  std::vector<Choice> deviceLines() const;

  const BackendContext& m_context;
  const StationController& m_station;
  const StaffSession& m_session;
  StaffBoard m_board;
  DeviceStates m_devices;
  Rows<Choice> m_todo, m_out, m_visits, m_day, m_device_rows;
  QByteArray m_note;
};

}  // namespace warmheart
