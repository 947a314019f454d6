// QML singleton `Printer`: slips that a rider takes along. Offered only where a printer is and answers; what could not
// be printed is said.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/service/receipt_printer.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class BookingController;
class MyDataController;
class HelpController;
class JoinController;
class VisitController;
class StaffController;
class StationController;

class PrinterController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Printer)
  QML_SINGLETON

  Q_PROPERTY(bool present READ present NOTIFY changed)  // configured, and answers
  Q_PROPERTY(bool printing READ printing NOTIFY changed)
  Q_PROPERTY(bool printed READ printed NOTIFY changed)       // the last slip is in somebody's hand
  Q_PROPERTY(bool keeps READ keeps CONSTANT)                 // a folder for sheets is configured
  Q_PROPERTY(QString kept READ kept NOTIFY changed)          // of the last sheet: where it is, or what to do; "": none
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)  // of the last slip: printed, or what to do; "": none

 public:
  PrinterController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                    const JoinController& join, const BookingController& booking, const HelpController& help,
                    const StaffController& staff, const VisitController& visits, const MyDataController& my_data);
  static PrinterController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void printApplication();  // the provisional card and the query code
  Q_INVOKABLE void printBooking();      // a ticket, or the waiting slip that never calls itself a booking
  Q_INVOKABLE void printCase();
  Q_INVOKABLE void printFile();  // everything that is kept of a rider, whole
  Q_INVOKABLE void printDay();   // today's figures, for staff
  Q_INVOKABLE void keepDay();    // the same as a PDF in the configured folder
  Q_INVOKABLE void wipe() override;
  void retranslate() override { Q_EMIT changed(); }

  bool present() const { return m_state == PrinterState::ready || m_state == PrinterState::no_paper; }
  PrinterState state() const { return m_state; }
  bool printing() const { return m_printing; }
  bool printed() const;
  QString sentence() const;
  bool keeps() const;
  QString kept() const { return m_kept; }

 Q_SIGNALS:
  void changed();

 private:
  void print(Slip slip);
  void printRequest(const QString& service, qint64 asked_ms);
  Slip begin(const char* title) const;
  Slip daySheet() const;

  const BackendContext& m_context;
  const StationController& m_station;
  const JoinController& m_join;
  const BookingController& m_booking;
  const HelpController& m_help;
  const StaffController& m_staff;
  const VisitController& m_visits;
  const MyDataController& m_my_data;
  PrinterState m_state = PrinterState::none;
  bool m_printing = false;
  const char* m_said = "";
  QString m_kept;
  std::uint64_t m_generation = 0;
};

}  // namespace warmheart
