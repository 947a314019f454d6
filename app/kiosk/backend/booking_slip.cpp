#include "app/kiosk/backend/booking_slip.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/session_text.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/service/ticket.h"

namespace warmheart {

BookingSlip::BookingSlip(BackendRegistry& registry, const BackendContext& context, const StationController& station)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_session(registry, context, station) {}

void BookingSlip::show(Booking booking) {
  m_session.show(SessionHere{booking.session, 0});
  m_booking = std::move(booking);
  Q_EMIT changed();
}

void BookingSlip::setCode(const QString& code, bool given) {
  m_code.set(code);
  m_given = given;
  Q_EMIT changed();
}

void BookingSlip::cancelled() {
  if (!m_booking) return;
  m_booking->state = BookingState::cancelled;
  m_booking->reason.clear();
  Q_EMIT changed();
}

void BookingSlip::wipe() {
  m_booking.reset();
  m_session.show(std::nullopt);
  m_code.wipe();
  m_given = false;
  Q_EMIT changed();
}

QString BookingSlip::stateText() const {
  return m_booking ? booking_title(m_booking->state, m_context.sentences) : QString();
}
QString BookingSlip::explained() const {
  return m_booking ? booking_explained(*m_booking, m_context.sentences) : QString();
}
bool BookingSlip::cancellable() const { return m_booking && !is_over(m_booking->state); }

QString BookingSlip::ticketText() const {
  if (!confirmed()) return {};
  const Uuid session = id_of(m_booking->session);
  return session.empty() ? QString() : QString::fromStdString(ticket_text(m_booking->id, session));
}

QString BookingSlip::numberText() const {
  return confirmed() && m_booking->slot > 0 ? m_context.sentences.text("check.number").arg(m_booking->slot) : QString();
}

QString BookingSlip::codeShown() const { return format_grouped(m_code.get(), {3, 3, 3}); }

int BookingSlip::delivery() const {
  return m_booking ? static_cast<int>(SyncController::simpleDelivery(m_booking->delivery)) : 0;
}
QString BookingSlip::deliveryText() const {
  const bool settled =
      m_booking && (m_booking->state == BookingState::needs_you || m_booking->state == BookingState::attended ||
                    m_booking->state == BookingState::missed);
  if (!m_booking || settled) return {};
  return m_context.sentences.text(delivery_key(SyncController::simpleDelivery(m_booking->delivery)));
}

}  // namespace warmheart
