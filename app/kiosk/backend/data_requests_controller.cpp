#include "app/kiosk/backend/data_requests_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/card_controller.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

namespace {

constexpr Field kCorrectable[] = {Field::name,     Field::document, Field::mobile, Field::occupation,
                                  Field::platform, Field::employer, Field::street};

}  // namespace

DataRequestsController::DataRequestsController(BackendRegistry& registry, const BackendContext& context,
                                               const StationController& station, CardController& card,
                                               JoinController& join)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_card(card),
      m_join(join) {
  connect(&station, &StationController::changed, this, &DataRequestsController::refresh);
}

void DataRequestsController::begin() {
  wipe();
  m_application = m_card.foundApplication();
  m_id = Uuid::make(m_context.clock, m_context.random);
  refresh();
  show();
}

void DataRequestsController::refresh() {
  if (m_application.empty()) return;
  const std::uint64_t generation = m_generation;
  m_context.data_requests.asked(m_application, [this, generation](const Result<std::vector<RequestHere>>& result) {
    if (generation != m_generation || !result) return;
    m_made = *result;
    show();
  });
}

void DataRequestsController::retranslate() { show(); }

void DataRequestsController::show() {
  const Sentences& words = m_context.sentences;
  const auto is_open = [this](RiderAsk ask) {
    return std::ranges::any_of(m_made, [ask](const RequestHere& one) {
      return one.ask == ask && one.state != RequestState::refused && one.state != RequestState::taken_back;
    });
  };
  std::vector<Choice> offers, asked, fields;
  const CardController::Status status = m_card.status();
  const bool member = status == CardController::Status::Approved || status == CardController::Status::Suspended;
  const bool returned = status == CardController::Status::Returned || status == CardController::Status::Corrected;
  const bool over = status == CardController::Status::Withdrawn || status == CardController::Status::Rejected;
  const bool leaving = std::ranges::any_of(m_made, [](const RequestHere& one) {
    return one.ask == RiderAsk::leave && (one.state == RequestState::saved || one.state == RequestState::received ||
                                          one.state == RequestState::under_review);
  });
  const bool ending = leaving || is_open(RiderAsk::withdraw) || is_open(RiderAsk::erase);
  for (const RiderAsk ask : {RiderAsk::stay, RiderAsk::correct, RiderAsk::stop_texts, RiderAsk::withdraw,
                             RiderAsk::leave, RiderAsk::erase}) {
    bool fits = !is_open(ask);
    if (ask == RiderAsk::stay) fits = leaving;
    if (ask == RiderAsk::correct) fits = !over && !ending && !returned;
    if (ask == RiderAsk::withdraw) fits = fits && !member && !over;
    if (ask == RiderAsk::leave) fits = fits && member;
    if (m_application.empty() || !fits) continue;
    const std::string name = wire_name(ask);
    offers.push_back(
        {QString::fromStdString(name), words.text("mine.ask." + name), words.text("mine.means." + name), false});
  }
  for (const warmheart::Field field : kCorrectable)
    fields.push_back({QString::fromUtf8(wire_name(field)), words.text(field_key(field)), {}, false});
  for (const RequestHere& one : m_made) {
    if (one.ask == RiderAsk::stay) continue;  // shows as the leaving that it took back
    QString detail = words.text(std::string("mine.state.") + wire_name(one.state));
    if (!one.reason.empty()) detail += QStringLiteral(" · ") + QString::fromStdString(one.reason);
    if (one.code == kWrongProof || one.code == kProofClosed)
      detail += QStringLiteral(" · ") + words.text("mine.refused." + one.code);
    if (one.state == RequestState::under_review && one.effective_ms > 0)
      detail = words.text("mine.effective").arg(format_date(one.effective_ms));
    asked.push_back({QString::fromUtf8(wire_name(one.ask)), words.text(std::string("mine.ask.") + wire_name(one.ask)),
                     words.text("mine.asked").arg(format_date(one.asked_ms), detail), false});
  }
  m_fields.setRows(std::move(fields));
  m_offers.setRows(std::move(offers));
  m_made_rows.setRows(std::move(asked));
  Q_EMIT changed();
}

void DataRequestsController::setChosen(const QString& value) {
  m_chosen = value;
  m_error.clear();
  Q_EMIT changed();
}

QString DataRequestsController::chosenName() const {
  return m_chosen.isEmpty() ? QString() : m_context.sentences.text("mine.ask." + m_chosen.toStdString());
}
QString DataRequestsController::chosenMeans() const {
  return m_chosen.isEmpty() ? QString() : m_context.sentences.text("mine.means." + m_chosen.toStdString());
}
QString DataRequestsController::sentence() const {
  return m_error.isEmpty() ? QString() : m_context.sentences.text(m_error.constData());
}

void DataRequestsController::correct(const QString& field) {
  const auto which = field_from(field.toStdString());
  const auto found = m_card.found();
  if (which && found && !m_card.needsCode() && std::ranges::find(kCorrectable, *which) != std::end(kCorrectable))
    m_join.beginAskedCorrection(*found, *which);
}

void DataRequestsController::ask() {
  const auto wanted = rider_ask_from(m_chosen.toStdString());
  if (wanted == RiderAsk::correct) return;  // a value is chosen first
  if (m_saving || m_application.empty() || !wanted) return;
  if (m_card.needsCode()) {
    m_error = "mine.needs-code";
    return Q_EMIT changed();
  }
  m_saving = true;
  Q_EMIT changed();
  const std::uint64_t generation = m_generation;
  m_card.adoptFound([this, generation, wanted](const Result<void>& adopted) {
    if (generation != m_generation) return;
    if (!adopted) return finishAsk(fail(adopted.error()));
    m_context.data_requests.ask(m_id, m_application, *wanted, m_card.requestProof(),
                                [this, generation](const Result<RequestHere>& result) {
                                  if (generation == m_generation) finishAsk(result);
                                });
  });
}

void DataRequestsController::finishAsk(const Result<RequestHere>& result) {
  m_saving = false;
  if (result) {
    m_id = Uuid::make(m_context.clock, m_context.random);
    m_chosen.clear();
  } else {
    m_error = save_error_key(result.error().code);
  }
  refresh();
  Q_EMIT changed();
}

void DataRequestsController::wipe() {
  ++m_generation;
  m_application = m_id = Uuid();
  m_made.clear();
  m_chosen.clear();
  m_saving = false;
  m_error.clear();
  m_offers.setRows({});
  m_made_rows.setRows({});
  Q_EMIT changed();
}

}  // namespace warmheart
