#include "app/kiosk/backend/queue_controller.h"

#include <algorithm>
#include <utility>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/visit_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

namespace {

constexpr int kQueuePollMs = 5'000;

QString hex_code(const Uuid& id) { return QString::fromStdString(to_hex(id.bytes())); }

}  // namespace

QueueController::QueueController(BackendRegistry& registry, const BackendContext& context,
                                 const VisitController& visits)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_visits(visits) {
  connect(&m_visits, &VisitController::occupancyChanged, this, [this] { show(m_line); });
  connect(&m_visits, &VisitController::visitChanged, this, &QueueController::refresh);
  connect(&m_pollTimer, &QTimer::timeout, this, &QueueController::refresh);
  m_pollTimer.start(kQueuePollMs);
  m_again.setInterval(kCallAgainMs);
  connect(&m_again, &QTimer::timeout, this, [this] {
    if (m_called.count() > 0)
      Q_EMIT numberCalled(calledText());
    else
      m_again.stop();
  });
  refresh();
}

void QueueController::refresh() {
  m_context.visits.queue_line([this](const Result<std::vector<QueueNumber>>& result) {
    if (!result) return;  // the station's own problem is told on Home
    const auto before = std::exchange(m_line, *result);
    show(m_line);
    follow();
    const auto is_new = [&before](const QueueNumber& one) {
      return one.called_ms > 0 && std::ranges::none_of(before, [&one](const QueueNumber& old) {
               return old.id == one.id && old.called_ms == one.called_ms;
             });
    };
    for (const QueueNumber& one : m_line) {
      if (!is_new(one)) continue;
      m_again.start();
      if (m_looked) Q_EMIT numberCalled(m_context.sentences.text("queue.called").arg(one.number).arg(nameOf(one)));
    }
    m_looked = true;
  });
}

void QueueController::show(const std::vector<QueueNumber>& line) {
  std::vector<Choice> rows;
  for (const QueueNumber& one : line) {
    if (one.called_ms == 0) continue;
    rows.push_back({hex_code(one.id), m_context.sentences.text("queue.line").arg(one.number).arg(nameOf(one)),
                    m_context.sentences.text("queue.held").arg(format_time(one.until_ms)), false});
  }
  m_called.setRows(std::move(rows));
  Q_EMIT lineChanged();
}

// What has become of the number that was just taken.
void QueueController::follow() {
  if (m_state != State::Waiting && m_state != State::Called) return;
  const auto found = std::ranges::find(m_line, m_number.id, &QueueNumber::id);
  if (found == m_line.end())
    m_state = State::Over;
  else
    m_number = *found;
  if (found != m_line.end()) m_state = m_number.called_ms > 0 ? State::Called : State::Waiting;
  Q_EMIT numberChanged();
}

QString QueueController::nameOf(const QueueNumber& number) const {
  return m_visits.serviceName(QString::fromStdString(number.service));
}

const QueueNumber* QueueController::firstCalled() const {
  const auto first = std::ranges::find_if(m_line, [](const QueueNumber& one) { return one.called_ms > 0; });
  return first == m_line.end() ? nullptr : &*first;
}

QString QueueController::calledText() const {
  const QueueNumber* first = firstCalled();
  return first ? m_context.sentences.text("queue.called").arg(first->number).arg(nameOf(*first)) : QString();
}
QString QueueController::calledCode() const { return firstCalled() ? hex_code(firstCalled()->id) : QString(); }

QString QueueController::serviceOf(const QString& code) const {
  const auto found = std::ranges::find_if(m_line, [&](const QueueNumber& one) { return hex_code(one.id) == code; });
  return found == m_line.end() ? QString() : QString::fromStdString(found->service);
}

void QueueController::retranslate() {
  show(m_line);
  Q_EMIT numberChanged();
}

// ---------------------------------------------------------------- a number is taken

void QueueController::take(const QString& service) {
  if (m_state == State::Taking) return;
  m_state = State::Taking;
  m_error.clear();
  m_number = {};
  Q_EMIT numberChanged();
  const std::uint64_t generation = ++m_generation;
  m_context.visits.take_number(Uuid::make(m_context.clock, m_context.random), service.toStdString(),
                               [this, generation](const Result<QueueNumber>& result) {
                                 if (generation != m_generation) return;
                                 if (result) {
                                   m_number = *result;
                                   m_state = m_number.called_ms > 0 ? State::Called : State::Waiting;
                                 } else {
                                   m_state = State::Failed;
                                   m_error = result.error().code == ErrorCode::limit ? "error.queue.full"
                                             : result.error().code == ErrorCode::not_found
                                                 ? "error.rest.gone"
                                                 : save_error_key(result.error().code);
                                 }
                                 Q_EMIT numberChanged();
                                 refresh();
                               });
}

void QueueController::leave() {
  if (m_state != State::Waiting && m_state != State::Called) return;
  const std::uint64_t generation = ++m_generation;
  m_context.visits.leave_queue(m_number.id, [this, generation](const Result<void>& result) {
    if (generation != m_generation) return;
    m_state = result ? State::Over : State::Failed;
    if (!result) m_error = save_error_key(result.error().code);
    Q_EMIT numberChanged();
    refresh();
  });
}

QString QueueController::service() const { return m_number.number > 0 ? nameOf(m_number) : QString(); }
QString QueueController::code() const { return m_number.number > 0 ? hex_code(m_number.id) : QString(); }

QString QueueController::numberText() const {
  return m_number.number > 0 ? m_context.sentences.text("rest.unit.other").arg(m_number.number) : QString();
}

QString QueueController::placeText() const {
  if (m_state == State::Called) return m_context.sentences.text("queue.held").arg(format_time(m_number.until_ms));
  if (m_state != State::Waiting) return {};
  return m_number.ahead == 0 ? m_context.sentences.text("queue.next")
                             : m_context.sentences.text("queue.ahead", m_number.ahead).arg(m_number.ahead);
}

QString QueueController::sentence() const {
  return m_state == State::Failed ? m_context.sentences.text(m_error.constData()) : QString();
}

void QueueController::wipe() {
  ++m_generation;
  m_state = State::None;
  m_number = {};
  m_error.clear();
  Q_EMIT numberChanged();
}

}  // namespace warmheart
