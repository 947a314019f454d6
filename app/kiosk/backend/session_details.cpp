#include "app/kiosk/backend/session_details.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/session_text.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

SessionDetails::SessionDetails(BackendRegistry& registry, const BackendContext& context,
                               const StationController& station)
    : Translated(registry.translation), m_context(context), m_station(station) {}

void SessionDetails::show(std::optional<SessionHere> here) {
  m_here = std::move(here);
  Q_EMIT changed();
}

bool SessionDetails::isHealthCheck() const { return m_here && is_health_check(m_here->session); }
QString SessionDetails::title() const { return m_here ? title_of(m_here->session, m_context.sentences) : QString(); }
QString SessionDetails::when() const { return m_here ? when_of(m_here->session, m_context.sentences) : QString(); }
QString SessionDetails::place() const { return m_here ? place_of(m_here->session, m_context.sentences) : QString(); }
QString SessionDetails::included() const {
  return m_here ? included_in(m_here->session, m_context.sentences) : QString();
}
QString SessionDetails::prepare() const {
  return m_here ? prepare_for(m_here->session, m_context.sentences) : QString();
}
QString SessionDetails::provider() const {
  return m_here ? provider_of(m_here->session, m_context.sentences) : QString();
}
QStringList SessionDetails::rules() const {
  return m_here ? rules_of(m_here->session, m_context.sentences) : QStringList();
}
QString SessionDetails::left() const { return m_here ? left_of(*m_here, m_context.sentences) : QString(); }
bool SessionDetails::bookable() const { return m_here && takes_bookings(m_here->session, m_station.nowMs()); }
QString SessionDetails::notice() const { return m_here ? QString::fromStdString(m_here->session.notice()) : QString(); }
bool SessionDetails::needsCard() const { return m_here && m_here->session.eligibility().members_only(); }
bool SessionDetails::asksOccupation() const { return m_here && m_here->session.eligibility().occupations_size() > 0; }

}  // namespace warmheart
