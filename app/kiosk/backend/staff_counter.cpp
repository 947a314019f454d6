#include "app/kiosk/backend/staff_counter.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/session_text.h"
#include "app/kiosk/backend/staff_overview.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/service/ticket.h"

namespace warmheart {

StaffCounter::StaffCounter(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                           const StaffSession& session, StaffOverview& overview)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_session(session),
      m_overview(overview) {}

void StaffCounter::scan(const QString& scanned) {
  if (!m_session.open) return;
  m_ticket.reset();
  m_ticket_error.clear();
  const std::uint64_t generation = m_session.generation;
  if (const auto booking = booking_of_ticket(scanned.toStdString())) {
    m_context.bookings.read(*booking, [this, generation](const Result<Booking>& result) {
      if (generation != m_session.generation) return;
      if (result)
        m_ticket = *result;
      else
        m_ticket_error = "error.check.elsewhere";
      Q_EMIT ticketChanged();
    });
    return;
  }
  m_context.service.check_card(scanned.toStdString(), [this, generation](const Result<CardCheck>& result) {
    if (generation == m_session.generation) takeCard(result);
  });
}

void StaffCounter::takeCard(const Result<CardCheck>& result) {
  m_visit.reset();
  m_visit_error.clear();
  const bool good = result && result->claims && is_good(result->state);
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
}

void StaffCounter::dropCard() {
  m_card.reset();
  m_card_occupation.clear();
  m_card_name.wipe();
  Q_EMIT visitChanged();
}

void StaffCounter::setPeople(int people) {
  m_people = m_card ? 1 : std::clamp(people, 1, static_cast<int>(kMaxGroup));
  Q_EMIT visitChanged();
}

void StaffCounter::registerVisit(const QString& service) {
  if (!m_session.open || m_saving) return;
  m_saving = true;
  m_visit.reset();
  m_visit_error.clear();
  NewVisit visit{Uuid::make(m_context.clock, m_context.random),
                 service.toStdString(),
                 m_card ? m_card_occupation : std::string(),
                 static_cast<unsigned>(m_people),
                 m_card,
                 m_session.badge};
  const std::uint64_t generation = m_session.generation;
  m_context.visits.register_visit(std::move(visit), [this, generation](const Result<VisitOutcome>& result) {
    if (generation != m_session.generation) return;
    m_saving = false;
    if (!result)
      m_visit_error =
          result.error().code == ErrorCode::not_found ? "error.rest.gone" : save_error_key(result.error().code);
    else if (!result->visit)
      m_visit_error = "staff.full";
    else
      m_visit = result->visit;
    m_saved_at = m_context.clock.now().boottime_ms;
    m_people = 1;
    dropCard();
    m_overview.refresh();
  });
}

int StaffCounter::undoSeconds() const {
  if (!m_visit) return 0;
  return static_cast<int>(
      std::max<std::int64_t>(0, (kUndoVisitMs - (m_context.clock.now().boottime_ms - m_saved_at) + 999) / 1000));
}

void StaffCounter::undo() {
  if (!m_visit) return;
  const std::uint64_t generation = m_session.generation;
  m_context.visits.undo_visit(m_visit->id, [this, generation](const Result<void>& result) {
    if (generation != m_session.generation) return;
    m_visit.reset();
    m_visit_error = result ? QByteArray("rest.undone") : QByteArray("error.rest.too-late");
    m_overview.refresh();
    Q_EMIT visitChanged();
  });
}

QString StaffCounter::visitText() const {
  if (!m_visit_error.isEmpty()) return m_context.sentences.text(m_visit_error.constData());
  if (!m_visit) return {};
  const QString name = m_station.visitName(*m_visit);
  return m_visit->loan.empty()
             ? m_context.sentences.text("staff.registered").arg(name)
             : m_context.sentences.text("staff.registered.loan").arg(name, QString::fromStdString(m_visit->loan));
}

QString StaffCounter::ticketTitle() const {
  if (!m_ticket_error.isEmpty()) return m_context.sentences.text(m_ticket_error.constData());
  return m_ticket ? title_of(m_ticket->session, m_context.sentences) : QString();
}

QString StaffCounter::ticketDetail() const {
  if (!m_ticket) return {};
  return m_context.sentences.text("staff.ticket")
      .arg(QString::fromStdString(m_ticket->masked_name))
      .arg(m_ticket->slot)
      .arg(booking_title(m_ticket->state, m_context.sentences));
}

void StaffCounter::noteAttendance(bool attended) {
  if (!m_session.open || !ticketOpen()) return;
  const std::uint64_t generation = m_session.generation;
  m_context.staff.attended(m_ticket->id, attended, m_session.badge,
                           [this, generation, attended](const Result<void>& result) {
                             if (generation != m_session.generation || !m_ticket) return;
                             if (result) m_ticket->state = attended ? BookingState::attended : BookingState::missed;
                             m_overview.finish(result);
                             Q_EMIT ticketChanged();
                           });
}

void StaffCounter::wipe() {
  m_card.reset();
  m_card_occupation.clear();
  m_card_name.wipe();
  m_people = 1;
  m_saving = false;
  m_visit.reset();
  m_visit_error.clear();
  m_ticket.reset();
  m_ticket_error.clear();
  Q_EMIT visitChanged();
  Q_EMIT ticketChanged();
}

void StaffCounter::retranslate() {
  Q_EMIT visitChanged();
  Q_EMIT ticketChanged();
}

}  // namespace warmheart
