#include "app/kiosk/backend/staff_queries.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/staff_overview.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/remote_query_service.h"
#include "core/person/identity.h"

namespace warmheart {

StaffQueries::StaffQueries(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                           const StaffSession& session)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_session(session) {}

void StaffQueries::wipe() {
  m_call_code.clear();
  m_call_text.wipe();
  forgetNumber();
  Q_EMIT callChanged();
}

void StaffQueries::askNumber(const QString& code) {
  if (!m_session.open) return;
  m_call_code = code;
  m_call_text.set(m_context.sentences.text("staff.call.asking"));
  Q_EMIT callChanged();
  const std::uint64_t generation = m_session.generation;
  m_context.remote_query.call_back_number(
      StaffOverview::idAfter(code), m_session.badge, [this, generation, code](const Result<CallBackView>& result) {
        if (generation != m_session.generation || code != m_call_code) return;
        const Sentences& words = m_context.sentences;
        if (result)
          m_call_text.set(format_grouped(QString::fromStdString(result->number), {3, 4, 4}));
        else if (result.error().code == ErrorCode::not_found)
          m_call_text.set(words.text("staff.call.none"));
        else if (result.error().code == ErrorCode::forbidden)
          m_call_text.set(words.text("staff.call.forbidden"));
        else
          m_call_text.set(words.text("staff.call.offline"));
        Q_EMIT callChanged();
      });
}

// ---------------------------------------------------------------- registered already?

QString StaffQueries::numberShown() const { return format_grouped(m_number.get(), {6, 8, 4}); }

void StaffQueries::setNumber(const QString& typed) {
  QString text = typed;
  text.remove(u' ');
  if (!m_number.set(text)) return;
  m_number_text.clear();
  m_known.setRows({});
  ++m_generation;
  m_asking = false;
  Q_EMIT numberChanged();
}

void StaffQueries::lookUpNumber() {
  if (!m_session.open || m_asking) return;
  const Sentences& words = m_context.sentences;
  auto number = parse_identity(DocumentKind::resident_id, m_number.get().toStdString(), date_at(m_station.nowMs()));
  m_known.setRows({});
  m_number_text = number ? words.text("staff.call.asking") : words.text("staff.number.wrong");
  m_asking = number.has_value();
  Q_EMIT numberChanged();
  if (!number) return;
  const std::uint64_t generation = ++m_generation;
  m_context.remote_query.known(
      std::move(number->number), m_session.badge,
      [this, generation](const Result<std::vector<wire::AssistedDuplicate>>& result) {
        if (generation != m_generation) return;
        const Sentences& said = m_context.sentences;
        m_asking = false;
        if (!result && result.error().code == ErrorCode::forbidden)
          m_number_text = said.text("staff.call.forbidden");
        else if (!result && result.error().code == ErrorCode::limit)
          m_number_text = said.text("staff.number.limit");
        else if (!result)
          m_number_text = said.text("staff.number.offline");
        else
          m_number_text = said.text(result->empty() ? "staff.number.none" : "staff.number.known");
        std::vector<Choice> rows;
        for (const wire::AssistedDuplicate& one : result ? *result : std::vector<wire::AssistedDuplicate>()) {
          rows.push_back({QString::number(rows.size()), QString::fromStdString(one.masked_name()),
                          said.text("staff.number.line")
                              .arg(said.text(application_state_key(
                                       application_state_from(one.state()).value_or(ApplicationState::received))),
                                   format_date(one.submitted_ms()), QString::fromStdString(one.station())),
                          false});
        }
        m_known.setRows(std::move(rows));
        Q_EMIT numberChanged();
      });
}

void StaffQueries::forgetNumber() {
  ++m_generation;
  m_number.wipe();
  m_number_text.clear();
  m_asking = false;
  m_known.setRows({});
  Q_EMIT numberChanged();
}

}  // namespace warmheart
