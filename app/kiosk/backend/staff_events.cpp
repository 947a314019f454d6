#include "app/kiosk/backend/staff_events.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/staff_overview.h"
#include "app/kiosk/language/sentences.h"
#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart {

StaffEvents::StaffEvents(BackendRegistry& registry, const BackendContext& context, const StaffSession& session,
                         StaffOverview& overview)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_session(session),
      m_overview(overview) {
  connect(&m_overview, &StaffOverview::changed, this, &StaffEvents::changed);
}

void StaffEvents::start(const QString& kind, const QString& title, const QString& place) {
  if (!m_session.open) return;
  m_ended.reset();
  NewEvent event{Uuid::make(m_context.clock, m_context.random), kind.toStdString(), title.toStdString(),
                 place.toStdString()};
  m_context.staff.start_event(std::move(event), m_session.badge,
                              [this](const Result<void>& result) { m_overview.finish(result); });
}

void StaffEvents::end(int people) {
  if (!m_session.open) return;
  const std::uint64_t generation = m_session.generation;
  const auto counted = static_cast<unsigned>(std::max(0, people));
  m_context.staff.end_event(counted, m_session.badge, [this, generation, counted](const Result<EventNow>& result) {
    if (generation != m_session.generation) return;
    if (result) m_ended = *result;
    m_ended_people = counted;
    m_overview.finish(result ? Result<void>() : Result<void>(fail(result.error())));
  });
}

bool StaffEvents::on() const { return m_overview.board().event.has_value(); }

QString StaffEvents::title() const {
  const auto& event = m_overview.board().event;
  if (!event) return {};
  const QString title = QString::fromStdString(event->title.empty() ? event->place : event->title);
  return title.isEmpty() ? m_context.sentences.text("staff.event." + event->kind) : title;
}

QString StaffEvents::since() const {
  const auto& event = m_overview.board().event;
  return event ? m_context.sentences.text("staff.event.since").arg(format_time(event->started_ms)) : QString();
}

int StaffEvents::joins() const {
  const auto& event = m_overview.board().event;
  return event ? static_cast<int>(event->joins) : 0;
}

int StaffEvents::visits() const {
  const auto& event = m_overview.board().event;
  return event ? static_cast<int>(event->visits) : 0;
}

QString StaffEvents::done() const {
  return m_ended
             ? m_context.sentences.text("staff.event.done").arg(m_ended->joins).arg(m_ended->visits).arg(m_ended_people)
             : QString();
}

void StaffEvents::wipe() {
  m_ended.reset();
  Q_EMIT changed();
}

}  // namespace warmheart
