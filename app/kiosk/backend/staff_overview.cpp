#include "app/kiosk/backend/staff_overview.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/base/clock.h"
#include "core/service/fault.h"

namespace warmheart {

namespace {

QString hex_of(const Uuid& id) { return QString::fromStdString(to_hex(id.bytes())); }

}  // namespace

StaffOverview::StaffOverview(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                             const StaffSession& session)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_session(session) {}

Uuid StaffOverview::idAfter(const QString& code) {
  const auto bytes = from_hex(code.section(u'/', 1).toStdString());
  const auto id = bytes ? Uuid::from_bytes(*bytes) : Result<Uuid>(Uuid());
  return id ? *id : Uuid();
}

void StaffOverview::wipe() {
  m_board = {};
  m_note.clear();
  for (Rows<Choice>* list : {&m_todo, &m_out, &m_visits, &m_day, &m_device_rows}) list->setRows({});
  Q_EMIT changed();
}

void StaffOverview::retranslate() {
  if (m_session.open) show();
}

void StaffOverview::refresh() {
  if (!m_session.open) return;
  const std::uint64_t generation = m_session.generation;
  m_context.staff.board([this, generation](const Result<StaffBoard>& result) {
    if (generation != m_session.generation || !m_session.open) return;
    if (result) m_board = *result;
    show();
  });
}

void StaffOverview::readDevice() {
  const std::uint64_t generation = m_session.generation;
  m_context.staff.board([this, generation](const Result<StaffBoard>& board) {
    if (generation == m_session.generation && board) m_board.device = board->device;
    Q_EMIT changed();
  });
}

std::vector<Choice> StaffOverview::todoRows() const {
  const Sentences& words = m_context.sentences;
  std::vector<Choice> rows;
  for (const ServiceRequest& one : m_board.requests) {
    const QString wanted = one.service == kCallEmergency ? words.text("staff.todo.emergency")
                           : one.service == kCallStaff
                               ? words.text("staff.todo.called")
                               : words.text("staff.todo.request").arg(m_station.serviceName(one.service));
    rows.push_back({QStringLiteral("request/") + hex_of(one.id), wanted, format_time(one.asked_ms), false});
  }
  for (const HelpCase& one : m_board.calls) {
    rows.push_back({QStringLiteral("call/") + hex_of(one.id),
                    words.text("staff.todo.call").arg(QString::fromStdString(one.masked_name)),
                    words.text("staff.todo.due").arg(format_date_and_time(one.due_ms)), false});
  }
  for (const ApplicationSummary& one : m_board.returned) {
    rows.push_back({QStringLiteral("returned/") + QString::number(rows.size()),
                    words.text("staff.todo.returned").arg(QString::fromStdString(one.masked_name)),
                    words.text("staff.todo.since").arg(format_date(one.decision ? one.decision->decided_at_ms() : 0)),
                    false});
  }
  for (const Fault& one : m_board.faults) {
    const QString thing = one.item == kOtherItem ? words.text("fault.other") : m_station.serviceName(one.item);
    rows.push_back({QStringLiteral("fault/") + hex_of(one.id),
                    words.text("staff.todo.fault").arg(thing, words.text("fault.what." + one.what)),
                    format_date_and_time(one.reported_ms), false});
  }
  for (const Loan& one : m_board.loans) {
    if (one.overdue) rows.push_back(loanRow(one));
  }
  return rows;
}

Choice StaffOverview::loanRow(const Loan& loan) const {
  const Sentences& words = m_context.sentences;
  RegisteredVisit visit;
  visit.service = loan.service;
  visit.units = loan.units;
  const QString due = words.text(loan.overdue ? "staff.loan.overdue" : "staff.loan.due");
  return {QStringLiteral("loan/") + hex_of(loan.visit),
          words.text("staff.loan").arg(m_station.visitName(visit), QString::fromStdString(loan.number)),
          due.arg(format_date_and_time(loan.due_ms)), false};
}

std::vector<Choice> StaffOverview::outRows() const {
  const Sentences& words = m_context.sentences;
  std::vector<Choice> rows;
  for (const QueueNumber& one : m_board.line) {
    const bool called = one.called_ms > 0;
    rows.push_back({(called ? QStringLiteral("called/") : QStringLiteral("wait/")) + hex_of(one.id),
                    words.text("queue.line").arg(one.number).arg(m_station.serviceName(one.service)),
                    called ? words.text("queue.held").arg(format_time(one.until_ms))
                           : words.text("staff.wait.since").arg(format_time(one.taken_ms)),
                    false});
  }
  for (const Loan& one : m_board.loans) rows.push_back(loanRow(one));
  return rows;
}

std::vector<Choice> StaffOverview::visitRows() const {
  const Sentences& words = m_context.sentences;
  std::vector<Choice> rows;
  for (const VisitLine& line : m_board.newest) {
    const RegisteredVisit& one = line.visit;
    if (line.state == VisitState::voided) continue;
    const QString delivery = words.text(delivery_key(SyncController::simpleDelivery(line.delivery)));
    rows.push_back(
        {QStringLiteral("visit/") + hex_of(one.id), m_station.visitName(one),
         words.text("staff.visit.detail", one.people).arg(format_time(one.registered_ms)).arg(one.people).arg(delivery),
         false});
  }
  return rows;
}

std::vector<Choice> StaffOverview::deviceLines() const {
  const Sentences& words = m_context.sentences;
  const auto row = [&words](const char* key, const QString& value) {
    return Choice{QString::fromUtf8(key), words.text(key), value, false};
  };
  const std::int64_t days = (m_board.device.certificate_ends_ms - m_station.nowMs()) / kDayMs;
  const QueueState& queue = m_board.queue;
  return {row("staff.device.id", device()),
          row("staff.device.version", QString::fromStdString(m_board.device.version)),
          row("staff.device.waiting", QString::number(queue.waiting)),
          row("staff.device.parked", QString::number(queue.parked)),
          row("staff.device.contact", queue.last_contact_ms > 0 ? format_date_and_time(queue.last_contact_ms)
                                                                : words.text("staff.device.never")),
          row("staff.device.clock",
              words.text(queue.clock_unproven ? "staff.device.clock.bad" : "staff.device.clock.good")),
          row("staff.device.disk", words.text("staff.device.disk.free").arg(m_board.device.disk_free_mib / 1024)),
          row("staff.device.reader", words.text("staff.device.state." + m_devices.reader)),
          row("staff.device.scanner", words.text("staff.device.state." + m_devices.scanner)),
          row("staff.device.printer", words.text("staff.device.state." + m_devices.printer)),
          row("staff.device.sound", words.text("staff.device.state." + m_devices.sound)),
          row("staff.device.certificate", words.text("staff.device.days", days).arg(days))};
}

void StaffOverview::show() {
  std::vector<Choice> day;
  for (const auto& [name, figures] : dayLines()) day.push_back({name, name, figures, false});
  m_todo.setRows(todoRows());
  m_out.setRows(outRows());
  m_visits.setRows(visitRows());
  m_day.setRows(std::move(day));
  m_device_rows.setRows(deviceLines());
  Q_EMIT changed();
}

QString StaffOverview::todayText() const {
  const VisitDay& today = m_board.today;
  return m_context.sentences.text("staff.today")
      .arg(today.person_times)
      .arg(today.scanned_times)
      .arg(today.scanned_people);
}

QString StaffOverview::syncText() const {
  const QueueState& queue = m_board.queue;
  if (queue.parked > 0) return m_context.sentences.text("staff.sync.needs-you").arg(queue.parked);
  const QString contact = queue.last_contact_ms > 0 ? format_date_and_time(queue.last_contact_ms)
                                                    : m_context.sentences.text("staff.device.never");
  if (queue.waiting > 0) return m_context.sentences.text("staff.sync.waiting").arg(contact).arg(queue.waiting);
  return m_context.sentences.text("staff.sync.sent").arg(contact);
}

std::vector<std::pair<QString, QString>> StaffOverview::dayLines() const {
  std::vector<std::pair<QString, QString>> lines;
  for (const ServiceDay& one : m_board.today.services) {
    lines.emplace_back(m_station.serviceName(one.service),
                       m_context.sentences.text("staff.day.line").arg(one.person_times).arg(one.scanned_times));
  }
  return lines;
}

QString StaffOverview::dayText() const {
  return m_board.today.day > 0 ? format_date(start_of_china_day(m_board.today.day)) : QString();
}
QString StaffOverview::note() const {
  return m_note.isEmpty() ? QString() : m_context.sentences.text(m_note.constData());
}

void StaffOverview::finish(const Result<void>& result) {
  m_note.clear();
  if (!result)
    m_note = result.error().code == ErrorCode::conflict ? QByteArray("staff.changed")
                                                        : QByteArray(save_error_key(result.error().code));
  refresh();
  Q_EMIT changed();
}

void StaffOverview::takeUp(const QString& code, bool done) {
  if (!m_session.open) return;
  m_context.staff.take_up(idAfter(code), done ? "done" : "not-possible", m_session.badge,
                          [this](const Result<void>& result) { finish(result); });
}

void StaffOverview::calledBack(const QString& code, const QString& outcome) {
  if (!m_session.open) return;
  m_context.staff.called_back(idAfter(code), outcome.toStdString(), m_session.badge,
                              [this](const Result<void>& result) { finish(result); });
}

void StaffOverview::answer(const QString& code, const QString& how) {
  if (!m_session.open) return;
  const auto finished = [this](const Result<void>& result) { finish(result); };
  const QString kind = code.section(u'/', 0, 0);
  if (kind == QLatin1String("fault"))
    m_context.staff.end_fault(idAfter(code), how.toStdString(), m_session.badge, finished);
  else if (kind == QLatin1String("loan"))
    m_context.staff.end_loan(idAfter(code), how.toStdString(), m_session.badge, finished);
  else
    m_context.staff.answer_number(idAfter(code), how.toStdString(), m_session.badge, finished);
}

void StaffOverview::voidVisit(const QString& code, const QString& reason) {
  if (!m_session.open) return;
  m_context.staff.void_visit(idAfter(code), reason.toStdString(), m_session.badge,
                             [this](const Result<void>& result) { finish(result); });
}

}  // namespace warmheart
