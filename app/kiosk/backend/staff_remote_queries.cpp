// StaffController: what the centre alone knows: whom to call, and who has applied already.
#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/staff_controller.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/remote_query_service.h"
#include "core/person/identity.h"

namespace warmheart {

void StaffController::askNumber(const QString& code) {
  if (m_state != State::Open) return;
  m_call_code = code;
  m_call_text.set(m_context.sentences.text("staff.call.asking"));
  Q_EMIT callChanged();
  const std::uint64_t generation = m_generation;
  m_context.remote_query.call_back_number(idAfter(code), m_badge_id, [this, generation, code](const Result<CallBackView>& result) {
    if (generation != m_generation || code != m_call_code) return;
    const Sentences& words = m_context.sentences;
    if (result) m_call_text.set(format_grouped(QString::fromStdString(result->number), {3, 4, 4}));
    else if (result.error().code == ErrorCode::not_found) m_call_text.set(words.text("staff.call.none"));
    else if (result.error().code == ErrorCode::forbidden) m_call_text.set(words.text("staff.call.forbidden"));
    else m_call_text.set(words.text("staff.call.offline"));
    Q_EMIT callChanged();
  });
}

// ---------------------------------------------------------------- registered already?

QString StaffController::numberShown() const { return format_grouped(m_number.get(), {6, 8, 4}); }

void StaffController::setNumber(const QString& typed) {
  QString text = typed;
  text.remove(u' ');
  if (!m_number.set(text)) return;
  m_number_text.clear();
  m_known.setRows({});
  ++m_number_generation;
  m_asking_number = false;
  Q_EMIT numberChanged();
}

void StaffController::lookUpNumber() {
  if (m_state != State::Open || m_asking_number) return;
  const Sentences& words = m_context.sentences;
  auto number = parse_identity(DocumentKind::resident_id, m_number.get().toStdString(), date_at(m_station.nowMs()));
  m_known.setRows({});
  m_number_text = number ? words.text("staff.call.asking") : words.text("staff.number.wrong");
  m_asking_number = number.has_value();
  Q_EMIT numberChanged();
  if (!number) return;
  const std::uint64_t generation = ++m_number_generation;
  m_context.remote_query.known(std::move(number->number), m_badge_id, [this, generation](const Result<std::vector<wire::AssistedDuplicate>>& result) {
    if (generation != m_number_generation) return;
    const Sentences& said = m_context.sentences;
    m_asking_number = false;
    if (!result && result.error().code == ErrorCode::forbidden) m_number_text = said.text("staff.call.forbidden");
    else if (!result && result.error().code == ErrorCode::limit) m_number_text = said.text("staff.number.limit");
    else if (!result) m_number_text = said.text("staff.number.offline");
    else m_number_text = said.text(result->empty() ? "staff.number.none" : "staff.number.known");
    std::vector<Choice> rows;
    for (const wire::AssistedDuplicate& one : result ? *result : std::vector<wire::AssistedDuplicate>()) {
      rows.push_back({QString::number(rows.size()), QString::fromStdString(one.masked_name()),
                      said.text("staff.number.line").arg(said.text(application_state_key(application_state_from(one.state()).value_or(ApplicationState::received))), format_date(one.submitted_ms()), QString::fromStdString(one.station())), false});
    }
    m_known.setRows(std::move(rows));
    Q_EMIT numberChanged();
  });
}

void StaffController::forgetNumber() {
  ++m_number_generation;
  m_number.wipe();
  m_number_text.clear();
  m_asking_number = false;
  m_known.setRows({});
  Q_EMIT numberChanged();
}

}  // namespace warmheart
