#include "app/kiosk/backend/fault_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/service/fault.h"

namespace warmheart {

FaultController::FaultController(BackendRegistry& registry, const BackendContext& context,
                                 const StationController& station)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station) {
  connect(&m_station, &StationController::changed, this, &FaultController::show);
  show();
}

void FaultController::show() {
  std::vector<wire::ServiceOffered> services;
  for (const wire::ServiceOffered& one : m_station.view().mirror.services) {
    if (!one.hidden()) services.push_back(one);
  }
  std::ranges::stable_sort(services, {}, [](const wire::ServiceOffered& one) { return one.order(); });
  std::vector<Choice> rows;
  for (const wire::ServiceOffered& one : services)
    rows.push_back({QString::fromStdString(one.code()), m_station.serviceName(one.code()), {}, false});
  rows.push_back({QString::fromUtf8(kOtherItem.data(), static_cast<qsizetype>(kOtherItem.size())),
                  m_context.sentences.text("fault.other"),
                  {},
                  false});
  m_items.setRows(std::move(rows));
  Q_EMIT changed();
}

void FaultController::retranslate() { show(); }

void FaultController::choose(const QString& item) {
  wipe();
  m_fault.id = Uuid::make(m_context.clock, m_context.random);
  m_fault.item = item.toStdString();
  Q_EMIT changed();
}

void FaultController::report(const QString& what) {
  if (m_fault.item.empty() || m_state == State::Saving || m_state == State::Done) return;
  m_fault.what = what.toStdString();
  m_state = State::Saving;
  Q_EMIT changed();
  const std::uint64_t generation = ++m_generation;
  m_context.visits.report_fault(m_fault, [this, generation](const Result<void>& result) {
    if (generation != m_generation) return;
    m_state = result ? State::Done : State::Failed;
    if (!result)
      m_error = result.error().code == ErrorCode::not_found ? "error.rest.gone" : save_error_key(result.error().code);
    Q_EMIT changed();
  });
}

QString FaultController::itemName() const {
  if (m_fault.item.empty()) return {};
  return m_items.nameOf(QString::fromStdString(m_fault.item));
}

QString FaultController::whatText() const {
  return m_fault.what.empty() ? QString() : m_context.sentences.text("fault.what." + m_fault.what);
}

QString FaultController::sentence() const {
  return m_state == State::Failed ? m_context.sentences.text(m_error.constData()) : QString();
}

void FaultController::wipe() {
  ++m_generation;
  m_fault = {};
  m_state = State::Choosing;
  m_error.clear();
  Q_EMIT changed();
}

}  // namespace warmheart
