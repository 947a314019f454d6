#include "app/kiosk/backend/staff_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/idle_guard.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/session_text.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "app/kiosk/service/visit_service.h"
#include "core/base/clock.h"
#include "core/service/ticket.h"

namespace warmheart {

namespace {

constexpr int kPollMs = 5'000;
constexpr int kAnswerDigits = 9;

QString hex_of(const Uuid& id) { return QString::fromStdString(to_hex(id.bytes())); }

}  // namespace

Uuid StaffController::idAfter(const QString& code) {
  const auto bytes = from_hex(code.section(u'/', 1).toStdString());
  const auto id = bytes ? Uuid::from_bytes(*bytes) : Result<Uuid>(Uuid());
  return id ? *id : Uuid();
}

StaffController::StaffController(BackendRegistry& registry, const BackendContext& context,
                                 const StationController& station,
                                 const IdleGuard& idle)
    : PersonalData(registry.personal, Keeps::until_home), Translated(registry.translation), m_context(context), m_station(station) {
  m_lock.setSingleShot(true);
  m_lock.setInterval(kLockMs);
  connect(&m_lock, &QTimer::timeout, this, &StaffController::lock);
  m_pollTimer.setInterval(kPollMs);
  connect(&m_pollTimer, &QTimer::timeout, this, [this] {
    refresh();
    Q_EMIT visitChanged();
  });
  connect(&idle, &IdleGuard::touched, this, &StaffController::touched);
}

StaffController::~StaffController() { wipe(); }

void StaffController::touched() {
  if (m_state != State::Locked) m_lock.start();
}

void StaffController::retranslate() {
  if (m_state != State::Open) return;
  show();
  Q_EMIT visitChanged();
  Q_EMIT callChanged();
  Q_EMIT ticketChanged();
}

// ---------------------------------------------------------------- badge and PIN

bool StaffController::takes(const QString& scanned) const { return looks_like_badge(scanned.toStdString()); }

void StaffController::present(const QString& badge) {
  wipe();
  m_badge.set(badge);
  m_state = State::Pin;
  m_lock.start();
  Q_EMIT stateChanged();
}

void StaffController::type(const QString& digit) {
  if ((m_state != State::Pin && m_state != State::Help) || digit.size() != 1 || !digit.front().isDigit() || typed() >= wanted()) return;
  m_typed.set(m_typed.get() + digit);
  m_sentence.clear();
  Q_EMIT stateChanged();
  if (typed() == wanted()) check();
}

void StaffController::erase() {
  if (m_typed.isEmpty()) return;
  m_typed.set(m_typed.get().chopped(1));
  Q_EMIT stateChanged();
}

void StaffController::check() {
  const bool help = m_state == State::Help;
  m_state = State::Checking;
  Q_EMIT stateChanged();
  const std::uint64_t generation = ++m_generation;
  const auto then = [this, generation, help](const Result<UnlockOutcome>& result) {
    if (generation != m_generation) return;
    m_state = help ? State::Help : State::Pin;
    finishCheck(result);
  };
  if (help) m_context.staff.unlock_with_help(m_badge.get().toStdString(), m_typed.get().toStdString(), then);
  else m_context.staff.unlock(m_badge.get().toStdString(), m_typed.get().toStdString(), then);
}

void StaffController::finishCheck(const Result<UnlockOutcome>& result) {
  const Sentences& words = m_context.sentences;
  m_typed.wipe();
  if (!result) {
    m_sentence = words.text(save_error_key(result.error().code));
    return Q_EMIT stateChanged();
  }
  switch (result->result) {
    case Unlock::unlocked: break;
    case Unlock::not_staff: m_sentence = words.text("staff.not-staff"); break;
    case Unlock::wrong_pin: m_sentence = words.text("staff.wrong-pin").arg(result->tries_left); break;
    case Unlock::locked: m_sentence = words.text("staff.locked-out").arg((result->locked_for_ms + 59'999) / 60'000); break;
    case Unlock::rights_over: m_sentence = words.text("staff.rights-over"); break;
  }
  if (result->result != Unlock::unlocked) return Q_EMIT stateChanged();
  m_staff = result->staff;
  m_badge_id = eight_bytes(view_of(m_staff.badge_id())).value_or(BadgeId{});
  m_badge.wipe();
  m_challenge.clear();
  m_sentence.clear();
  m_state = State::Open;
  m_pollTimer.start();
  m_lock.start();
  refresh();
  Q_EMIT stateChanged();
  Q_EMIT opened();
}

void StaffController::forgotten() {
  if (m_state != State::Pin) return;
  m_typed.wipe();
  const std::uint64_t generation = ++m_generation;
  m_context.staff.board([this, generation](const Result<StaffBoard>& board) {
    if (generation == m_generation && board) m_board.device = board->device;
    Q_EMIT boardChanged();
  });
  m_context.staff.challenge(m_badge.get().toStdString(), [this, generation](const Result<std::string>& result) {
    if (generation != m_generation) return;
    if (!result) m_sentence = m_context.sentences.text("staff.not-staff");
    else m_challenge = *result;
    m_state = result ? State::Help : State::Pin;
    Q_EMIT stateChanged();
  });
}

QString StaffController::challenge() const { return format_grouped(QString::fromStdString(m_challenge), {3, 3, 3}); }

void StaffController::lock() {
  if (m_state == State::Locked) return;
  wipe();
  Q_EMIT locked();
}

void StaffController::wipe() {
  ++m_generation;
  m_lock.stop();
  m_pollTimer.stop();
  m_state = State::Locked;
  for (SecretQString* text : {&m_badge, &m_typed, &m_card_name, &m_call_text}) text->wipe();
  m_call_code.clear();
  forgetNumber();
  m_sentence.clear();
  m_challenge.clear();
  m_staff.Clear();
  m_badge_id = {};
  m_board = {};
  for (ChoiceModel* model : {&m_todo, &m_visits, &m_day, &m_device_rows}) model->setRows({});
  m_note.clear();
  m_ended.reset();
  m_card.reset();
  m_people = 1;
  m_saving = false;
  m_visit.reset();
  m_visit_error.clear();
  m_ticket.reset();
  m_ticket_error.clear();
  Q_EMIT stateChanged();
  Q_EMIT boardChanged();
  Q_EMIT visitChanged();
  Q_EMIT ticketChanged();
}

// ---------------------------------------------------------------- the board

void StaffController::refresh() {
  if (m_state != State::Open) return;
  const std::uint64_t generation = m_generation;
  m_context.staff.board([this, generation](const Result<StaffBoard>& result) {
    if (generation != m_generation || m_state != State::Open) return;
    if (result) m_board = *result;
    show();
  });
}

QString StaffController::serviceName(const std::string& code) const {
  for (const wire::ServiceOffered& service : m_station.view().mirror.services) {
    if (service.code() != code) continue;
    const bool english = m_context.sentences.language() == u"en" && !service.name_en().empty();
    return QString::fromStdString(english ? service.name_en() : service.name());
  }
  return QString::fromStdString(code);
}

std::vector<Choice> StaffController::todoRows() const {
  const Sentences& words = m_context.sentences;
  std::vector<Choice> rows;
  for (const ServiceRequest& one : m_board.requests) {
    rows.push_back({QStringLiteral("request/") + hex_of(one.id), words.text("staff.todo.request").arg(serviceName(one.service)), format_time(one.asked_ms), false});
  }
  for (const HelpCase& one : m_board.calls) {
    rows.push_back({QStringLiteral("call/") + hex_of(one.id), words.text("staff.todo.call").arg(QString::fromStdString(one.masked_name)),
                    words.text("staff.todo.due").arg(format_date_and_time(one.due_ms)), false});
  }
  for (const ApplicationSummary& one : m_board.returned) {
    rows.push_back({QStringLiteral("returned/") + QString::number(rows.size()), words.text("staff.todo.returned").arg(QString::fromStdString(one.masked_name)),
                    words.text("staff.todo.since").arg(format_date(one.decision ? one.decision->decided_at_ms() : 0)), false});
  }
  return rows;
}

std::vector<Choice> StaffController::deviceLines() const {
  const Sentences& words = m_context.sentences;
  const auto row = [&words](const char* key, const QString& value) { return Choice{QString::fromUtf8(key), words.text(key), value, false}; };
  const std::int64_t days = (m_board.device.certificate_ends_ms - m_station.nowMs()) / 86'400'000;
  return {row("staff.device.id", device()),
          row("staff.device.version", QString::fromStdString(m_board.device.version)),
          row("staff.device.waiting", QString::number(m_board.queue.waiting)),
          row("staff.device.parked", QString::number(m_board.queue.parked)),
          row("staff.device.contact", m_board.queue.last_contact_ms > 0 ? format_date_and_time(m_board.queue.last_contact_ms) : words.text("staff.device.never")),
          row("staff.device.clock", words.text(m_board.queue.clock_unproven ? "staff.device.clock.bad" : "staff.device.clock.good")),
          row("staff.device.disk", words.text("staff.device.disk.free").arg(m_board.device.disk_free_mib / 1024)),
          row("staff.device.reader", words.text("staff.device.state." + m_devices.reader)),
          row("staff.device.scanner", words.text("staff.device.state." + m_devices.scanner)),
          row("staff.device.printer", words.text("staff.device.state." + m_devices.printer)),
          row("staff.device.sound", words.text("staff.device.state." + m_devices.sound)),
          row("staff.device.certificate", words.text("staff.device.days").arg(days))};
}

void StaffController::show() {
  const Sentences& words = m_context.sentences;
  m_todo.setRows(todoRows());
  std::vector<Choice> visits, day;
  for (const VisitLine& line : m_board.newest) {
    const RegisteredVisit& one = line.visit;
    if (line.state == "voided") continue;
    QStringList units;
    for (const std::uint32_t unit : one.places) units.append(QString::number(unit));
    const QString what = units.isEmpty() ? serviceName(one.service) : words.text("staff.visit.place").arg(serviceName(one.service), units.join(words.text("rest.between-numbers")));
    const QString delivery = words.text(delivery_key(SyncController::simpleDelivery(line.delivery)));
    visits.push_back({QStringLiteral("visit/") + hex_of(one.id), what, words.text("staff.visit.detail").arg(format_time(one.registered_ms)).arg(one.people).arg(delivery), false});
  }
  for (const auto& [name, figures] : dayLines()) day.push_back({name, name, figures, false});
  m_visits.setRows(std::move(visits));
  m_day.setRows(std::move(day));
  m_device_rows.setRows(deviceLines());
  Q_EMIT boardChanged();
}

QString StaffController::todayText() const {
  const VisitDay& today = m_board.today;
  return m_context.sentences.text("staff.today").arg(today.person_times).arg(today.scanned_times).arg(today.scanned_people);
}

QString StaffController::syncText() const {
  if (m_board.queue.parked > 0) return m_context.sentences.text("staff.sync.needs-you").arg(m_board.queue.parked);
  const QString contact = m_board.queue.last_contact_ms > 0 ? format_date_and_time(m_board.queue.last_contact_ms) : m_context.sentences.text("staff.device.never");
  if (m_board.queue.waiting > 0) return m_context.sentences.text("staff.sync.waiting").arg(contact).arg(m_board.queue.waiting);
  return m_context.sentences.text("staff.sync.sent").arg(contact);
}

std::vector<std::pair<QString, QString>> StaffController::dayLines() const {
  std::vector<std::pair<QString, QString>> lines;
  for (const ServiceDay& one : m_board.today.services) {
    lines.emplace_back(serviceName(one.service), m_context.sentences.text("staff.day.line").arg(one.person_times).arg(one.scanned_times));
  }
  return lines;
}

QString StaffController::dayText() const { return m_board.today.day > 0 ? format_date(start_of_china_day(m_board.today.day)) : QString(); }
QString StaffController::note() const { return m_note.isEmpty() ? QString() : m_context.sentences.text(m_note.constData()); }

void StaffController::finishAct(const Result<void>& result) {
  m_note.clear();
  if (!result) m_note = result.error().code == ErrorCode::conflict ? QByteArray("staff.changed") : QByteArray(save_error_key(result.error().code));
  refresh();
  Q_EMIT boardChanged();
}

// ---------------------------------------------------------------- visits

void StaffController::scan(const QString& scanned) {
  if (m_state != State::Open) return;
  m_ticket.reset();
  m_ticket_error.clear();
  const std::uint64_t generation = m_generation;
  if (const auto booking = booking_of_ticket(scanned.toStdString())) {
    m_context.bookings.read(*booking, [this, generation](const Result<Booking>& result) {
      if (generation != m_generation) return;
      if (result) m_ticket = *result;
      else m_ticket_error = "error.check.elsewhere";
      Q_EMIT ticketChanged();
    });
    return;
  }
  m_context.service.check_card(scanned.toStdString(), [this, generation](const Result<CardCheck>& result) {
    if (generation != m_generation) return;
    m_visit.reset();
    m_visit_error.clear();
    const bool good = result && result->claims && result->state != CardState::expired && result->state != CardState::revoked;
    if (good) {
      m_card = result->claims->card_number;
      m_card_occupation = result->claims->occupation;
      m_card_name.set(QString::fromStdString(result->claims->masked_name));
      m_people = 1;
    } else {
      m_visit_error = result ? card_state_key(result->state) : "state.card.unreadable";
    }
    Q_EMIT visitChanged();
    Q_EMIT ticketChanged();
  });
}

void StaffController::dropCard() {
  m_card.reset();
  m_card_occupation.clear();
  m_card_name.wipe();
  Q_EMIT visitChanged();
}

void StaffController::setPeople(int people) {
  m_people = m_card ? 1 : std::clamp(people, 1, static_cast<int>(kMaxGroup));
  Q_EMIT visitChanged();
}

void StaffController::registerVisit(const QString& service) {
  if (m_state != State::Open || m_saving) return;
  m_saving = true;
  m_visit.reset();
  m_visit_error.clear();
  NewVisit visit{Uuid::make(m_context.clock, m_context.random), service.toStdString(), m_card ? m_card_occupation : std::string(), static_cast<unsigned>(m_people), m_card, m_badge_id};
  const std::uint64_t generation = m_generation;
  m_context.visits.register_visit(std::move(visit), [this, generation](const Result<VisitOutcome>& result) {
    if (generation != m_generation) return;
    m_saving = false;
    if (!result) m_visit_error = result.error().code == ErrorCode::not_found ? "error.rest.gone" : save_error_key(result.error().code);
    else if (!result->visit) m_visit_error = "rest.full.title";
    else m_visit = result->visit;
    m_saved_at = m_context.clock.now().boottime_ms;
    m_people = 1;
    dropCard();
    refresh();
  });
}

int StaffController::undoSeconds() const {
  if (!m_visit) return 0;
  return static_cast<int>(std::max<std::int64_t>(0, (kUndoVisitMs - (m_context.clock.now().boottime_ms - m_saved_at) + 999) / 1000));
}

void StaffController::undo() {
  if (!m_visit) return;
  const std::uint64_t generation = m_generation;
  m_context.visits.undo_visit(m_visit->id, [this, generation](const Result<void>& result) {
    if (generation != m_generation) return;
    m_visit.reset();
    m_visit_error = result ? QByteArray("rest.undone") : QByteArray("error.rest.too-late");
    refresh();
    Q_EMIT visitChanged();
  });
}

QString StaffController::visitText() const {
  if (!m_visit_error.isEmpty()) return m_context.sentences.text(m_visit_error.constData());
  if (!m_visit) return {};
  QStringList units;
  for (const std::uint32_t unit : m_visit->places) units.append(QString::number(unit));
  const QString name = serviceName(m_visit->service);
  const QString what = units.isEmpty() ? name : m_context.sentences.text("staff.visit.place").arg(name, units.join(m_context.sentences.text("rest.between-numbers")));
  return m_context.sentences.text("staff.registered").arg(what);
}

void StaffController::voidVisit(const QString& code, const QString& reason) {
  if (m_state != State::Open) return;
  m_context.staff.void_visit(idAfter(code), reason.toStdString(), m_badge_id, [this](const Result<void>& result) { finishAct(result); });
}

// ---------------------------------------------------------------- attendance, to-do, events

QString StaffController::ticketTitle() const {
  if (!m_ticket_error.isEmpty()) return m_context.sentences.text(m_ticket_error.constData());
  return m_ticket ? title_of(m_ticket->session, m_context.sentences) : QString();
}

QString StaffController::ticketDetail() const {
  if (!m_ticket) return {};
  return m_context.sentences.text("staff.ticket").arg(QString::fromStdString(m_ticket->masked_name)).arg(m_ticket->place).arg(booking_title(m_ticket->state, m_context.sentences));
}

void StaffController::noteAttendance(bool attended) {
  if (m_state != State::Open || !ticketOpen()) return;
  const std::uint64_t generation = m_generation;
  m_context.staff.attended(m_ticket->id, attended, m_badge_id, [this, generation, attended](const Result<void>& result) {
    if (generation != m_generation || !m_ticket) return;
    if (result) m_ticket->state = attended ? BookingState::attended : BookingState::missed;
    finishAct(result);
    Q_EMIT ticketChanged();
  });
}

void StaffController::takeUp(const QString& code, bool done) {
  if (m_state != State::Open) return;
  m_context.staff.take_up(idAfter(code), done ? "done" : "not-possible", m_badge_id, [this](const Result<void>& result) { finishAct(result); });
}

void StaffController::calledBack(const QString& code, const QString& outcome) {
  if (m_state != State::Open) return;
  m_context.staff.called_back(idAfter(code), outcome.toStdString(), m_badge_id, [this](const Result<void>& result) { finishAct(result); });
}

void StaffController::startEvent(const QString& kind, const QString& title, const QString& place) {
  if (m_state != State::Open) return;
  m_ended.reset();
  NewEvent event{Uuid::make(m_context.clock, m_context.random), kind.toStdString(), title.toStdString(), place.toStdString()};
  m_context.staff.start_event(std::move(event), m_badge_id, [this](const Result<void>& result) { finishAct(result); });
}

void StaffController::endEvent(int people) {
  if (m_state != State::Open) return;
  const std::uint64_t generation = m_generation;
  m_context.staff.end_event(static_cast<unsigned>(std::max(0, people)), m_badge_id, [this, generation, people](const Result<EventNow>& result) {
    if (generation != m_generation) return;
    if (result) m_ended = *result;
    m_ended_people = static_cast<unsigned>(std::max(0, people));
    finishAct(result ? Result<void>() : Result<void>(fail(result.error())));
  });
}

QString StaffController::eventTitle() const {
  if (!m_board.event) return {};
  const QString title = QString::fromStdString(m_board.event->title.empty() ? m_board.event->place : m_board.event->title);
  return title.isEmpty() ? m_context.sentences.text("staff.event." + m_board.event->kind) : title;
}

QString StaffController::eventText() const {
  if (!m_board.event) return {};
  return m_context.sentences.text("staff.event.tally").arg(format_time(m_board.event->started_ms)).arg(m_board.event->joins).arg(m_board.event->visits);
}

QString StaffController::eventDone() const {
  return m_ended ? m_context.sentences.text("staff.event.done").arg(m_ended->joins).arg(m_ended->visits).arg(m_ended_people) : QString();
}

}  // namespace warmheart
