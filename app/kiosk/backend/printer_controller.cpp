#include "app/kiosk/backend/printer_controller.h"

#include <string_view>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/booking_controller.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/help_controller.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/my_data_controller.h"
#include "app/kiosk/backend/staff_controller.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/visit_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/report_export.h"

namespace warmheart {

PrinterController::PrinterController(BackendRegistry& registry, const BackendContext& context,
                                     const StationController& station, const JoinController& join,
                                     const BookingController& booking, const HelpController& help,
                                     const StaffController& staff, const VisitController& visits,
                                     const MyDataController& my_data)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_join(join),
      m_booking(booking),
      m_help(help),
      m_staff(staff),
      m_visits(visits),
      m_my_data(my_data) {
  connect(&visits, &VisitController::requestArrived, this, &PrinterController::printRequest);
  connect(&staff, &StaffController::locked, this, &PrinterController::wipe);
  m_context.receipt_printer.on_state([this](PrinterState state) {
    m_state = state;
    Q_EMIT changed();
  });
}

Slip PrinterController::begin(const char* title) const {
  Slip slip;
  slip.title = m_context.sentences.text(title).toStdString();
  slip.subtitle = m_station.name().toStdString();
  return slip;
}

void PrinterController::print(Slip slip) {
  if (m_printing || !present()) return;
  m_printing = true;
  m_said = "";
  Q_EMIT changed();
  const std::uint64_t generation = m_generation;
  m_context.receipt_printer.print(std::move(slip), [this, generation](const Result<void>& result) {
    m_printing = false;
    if (generation == m_generation)
      m_said = result ? "print.done" : m_state == PrinterState::no_paper ? "print.no-paper" : "print.failed";
    Q_EMIT changed();
  });
}

void PrinterController::printApplication() {
  const Sentences& words = m_context.sentences;
  Slip slip = begin("card.provisional");
  slip.rows = {{words.text("identity.name").toStdString(), m_join.saved().maskedName().toStdString()},
               {words.text("validity.expires").toStdString(), m_join.saved().cardExpiresText().toStdString()},
               {words.text("card.query-code").toStdString(), {}}};
  slip.qr = m_join.saved().cardText().toStdString();
  slip.code = m_join.saved().queryCodeShown().toStdString();
  slip.notes = {words.text("card.provisional.note").toStdString(), words.text("card.not-bank").toStdString()};
  print(std::move(slip));
}

void PrinterController::printBooking() {
  const Sentences& words = m_context.sentences;
  const BookingSlip& booked = m_booking.slip();
  Slip slip = begin("check.ticket");
  if (!booked.confirmed()) slip.title = booked.stateText().toStdString();
  slip.rows = {{words.text("identity.name").toStdString(), booked.name().toStdString()},
               {words.text("check.time").toStdString(), booked.session().when().toStdString()},
               {words.text("check.place").toStdString(), booked.session().place().toStdString()}};
  if (booked.confirmed()) {
    slip.rows.emplace_back(words.text("check.prepare").toStdString(), booked.session().prepare().toStdString());
    slip.rows.emplace_back(booked.numberText().toStdString(), "");
  }
  if (!booked.codeShown().isEmpty()) slip.rows.emplace_back(words.text("check.code").toStdString(), "");
  slip.qr = booked.ticketText().toStdString();
  slip.code = booked.codeShown().toStdString();
  slip.notes = {booked.explained().toStdString()};
  print(std::move(slip));
}

void PrinterController::printCase() {
  const Sentences& words = m_context.sentences;
  Slip slip = begin("help.title");
  slip.rows = {{m_help.caseKindName().toStdString(), ""},
               {words.text("help.due").toStdString(), m_help.dueBy().toStdString()}};
  if (!m_help.unionName().isEmpty())
    slip.rows.emplace_back(words.text("help.with").toStdString(), m_help.unionName().toStdString());
  if (!m_help.secret().isEmpty())
    slip.rows.emplace_back(words.text("help.secret").toStdString(), m_help.secret().toStdString());
  if (!m_help.numberShown().isEmpty()) slip.rows.emplace_back(words.text("help.number").toStdString(), "");
  slip.code = m_help.numberShown().toStdString();
  slip.notes = {m_help.keepHint().toStdString()};
  print(std::move(slip));
}

void PrinterController::printFile() {
  Slip slip = begin("file.title");
  for (const auto& [label, value] : m_my_data.lines()) slip.rows.emplace_back(label.toStdString(), value.toStdString());
  slip.notes = {m_context.sentences.text("file.kept").toStdString()};
  print(std::move(slip));
}

Slip PrinterController::daySheet() const {
  Slip slip = begin("staff.day");
  slip.subtitle += " " + m_staff.board().dayText().toStdString();
  for (const auto& [name, detail] : m_staff.board().dayLines())
    slip.rows.emplace_back(name.toStdString(), detail.toStdString());
  slip.notes = {m_staff.board().todayText().toStdString(),
                m_context.sentences.text("staff.day.explained").toStdString()};
  return slip;
}

void PrinterController::printDay() { print(daySheet()); }

void PrinterController::keepDay() {
  const std::uint64_t generation = m_generation;
  m_kept = m_context.sentences.text("staff.day.keeping");
  Q_EMIT changed();
  const std::string name =
      "warmheart-" + m_station.name().toStdString() + "-" + m_staff.board().dayText().toStdString();
  m_context.report_export.keep(daySheet(), name, [this, generation](const Result<std::string>& kept) {
    if (generation != m_generation) return;
    const Sentences& words = m_context.sentences;
    m_kept =
        kept ? words.text("staff.day.kept").arg(QString::fromStdString(*kept))
             : words.text(kept.error().code == ErrorCode::unavailable ? "staff.day.no-folder" : "staff.day.not-kept");
    Q_EMIT changed();
  });
}

bool PrinterController::keeps() const { return m_context.report_export.offered(); }

// For the counter, by itself; a printer that fails here is seen on the device page, the strip stays.
void PrinterController::printRequest(const QString& service, qint64 asked_ms) {
  if (!present()) return;
  const Sentences& words = m_context.sentences;
  Slip slip = begin("rest.request.slip");
  slip.rows = {{m_visits.requestWords(service, asked_ms).toStdString(), ""}};
  slip.notes = {words.text("rest.request.badge").toStdString()};
  m_context.receipt_printer.print(std::move(slip), [](const Result<void>&) {});
}

bool PrinterController::printed() const { return std::string_view(m_said) == "print.done"; }

QString PrinterController::sentence() const { return *m_said == 0 ? QString() : m_context.sentences.text(m_said); }

void PrinterController::wipe() {
  ++m_generation;
  m_said = "";
  m_kept.clear();
  Q_EMIT changed();
}

}  // namespace warmheart
