#include "app/kiosk/backend/visit_controller.h"

#include <algorithm>
#include <utility>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/member/card.h"
#include "core/member/occupation.h"
#include "core/service/badge.h"
#include "core/service/loan.h"

namespace warmheart {

namespace {

constexpr int kVisitPollMs = 5'000;
constexpr std::size_t kQuick = 4;

QString text_of_number(std::uint32_t number) { return QString::number(number); }

}  // namespace

VisitController::VisitController(BackendRegistry& registry, const BackendContext& context,
                                 const StationController& station)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station) {
  connect(&m_station, &StationController::changed, this, &VisitController::refresh);
  connect(&m_pollTimer, &QTimer::timeout, this, &VisitController::refresh);
  m_pollTimer.start(kVisitPollMs);
  m_seconds.setInterval(1000);
  connect(&m_seconds, &QTimer::timeout, this, [this] {
    if (undoSeconds() == 0) m_seconds.stop();
    Q_EMIT undoChanged();
  });
  nameOccupations();
  refresh();
}

VisitController::~VisitController() = default;

void VisitController::refresh() {
  m_context.visits.occupancy([this](const Result<std::vector<ServiceOccupancy>>& result) {
    if (!result) return;  // the station's own problem is told on Home
    m_occupancy = *result;
    show();
  });
  m_context.visits.open_requests([this](const Result<std::vector<ServiceRequest>>& result) {
    if (!result) return;
    const auto known = std::exchange(m_requests, *result);
    const auto is_new = [&known](const ServiceRequest& one) {
      return std::ranges::none_of(known, [&one](const ServiceRequest& old) { return old.id == one.id; });
    };
    for (const ServiceRequest& one : m_requests) {
      if (m_looked && is_new(one)) Q_EMIT requestArrived(QString::fromStdString(one.service), one.asked_ms);
    }
    m_looked = true;
    if (m_requests.empty()) m_badge_refused = false;
    Q_EMIT requestsChanged();
  });
  if (m_visit && m_delivery != Delivery::received) lookAtDelivery();
}

void VisitController::nameOccupations() {
  std::vector<Choice> occupations;
  for (const std::string_view name : kOccupations) {
    occupations.push_back({QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                           m_context.sentences.text("occupation." + std::string(name)),
                           {},
                           false});
  }
  m_occupations.setRows(std::move(occupations));
}

void VisitController::retranslate() {
  nameOccupations();
  show();
  Q_EMIT chosenChanged();
  Q_EMIT visitChanged();
  Q_EMIT leftChanged();
  Q_EMIT loanChanged();
  Q_EMIT ratingChanged();
  Q_EMIT requestsChanged();
  Q_EMIT callChanged();
}

void VisitController::show() {
  std::vector<OccupancyRow> rows;
  std::vector<Choice> used;
  for (const ServiceOccupancy& one : m_occupancy) {
    const wire::ServiceOffered& service = one.service;
    const QString code = QString::fromStdString(service.code());
    rows.push_back({code, nameOf(one), stateOf(one), service.units() > 0 && one.free == 0, service.units() > 0,
                    service.by_hand()});
    if (is_lent(service)) continue;  // comes back by its number
    for (const UnitInUse& unit : one.in_use) {
      used.push_back({code + u'/' + text_of_number(unit.unit), unitName(service.code(), text_of_number(unit.unit)),
                      m_context.sentences.text("rest.until").arg(format_time(unit.ends_ms)), false});
    }
  }
  m_quick.setRows({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(kQuick, rows.size()))});
  m_services.setRows(std::move(rows));
  m_unitsInUse.setRows(std::move(used));
  Q_EMIT occupancyChanged();
  Q_EMIT chosenChanged();
}

// ---------------------------------------------------------------- one visit

void VisitController::choose(const QString& code) {
  wipe();
  m_code = code;
  m_id = Uuid::make(m_context.clock, m_context.random);
  refresh();
  Q_EMIT chosenChanged();
}

void VisitController::chooseCalled(const QString& service, const QString& number) {
  choose(service);
  const auto bytes = from_hex(number.toStdString());
  const auto id = bytes ? Uuid::from_bytes(*bytes) : Result<Uuid>(Uuid());
  if (id && !id->empty()) m_queue = *id;
}

void VisitController::setPeople(int people) {
  m_people = std::clamp(people, 1, static_cast<int>(kMaxGroup));
  Q_EMIT chosenChanged();
}

void VisitController::take(const QString& occupation) { save(std::nullopt, occupation.toStdString()); }

void VisitController::takeByCard(const QString& scanned) {
  const std::uint64_t generation = ++m_generation;
  m_context.service.check_card(scanned.toStdString(), [this, generation](const Result<CardCheck>& result) {
    if (generation == m_generation) finishCheck(result);
  });
}

void VisitController::finishCheck(const Result<CardCheck>& result) {
  const bool good = result && result->claims && is_good(result->state);
  if (!good) {
    // A card that is not good keeps nobody from resting.
    m_card_error = result ? card_state_key(result->state) : "state.card.unreadable";
    return Q_EMIT visitChanged();
  }
  m_people = 1;
  save(result->claims->card_number, result->claims->occupation);
}

void VisitController::save(std::optional<CardNumber> card, const std::string& occupation) {
  if (m_state == State::Saving || m_state == State::Done || m_code.isEmpty()) return;
  m_state = State::Saving;
  m_card_error.clear();
  Q_EMIT visitChanged();
  NewVisit visit{m_id, m_code.toStdString(), occupation, static_cast<unsigned>(m_people), card, std::nullopt, m_queue};
  const std::uint64_t generation = ++m_generation;
  m_context.visits.register_visit(std::move(visit), [this, generation](const Result<VisitOutcome>& result) {
    if (generation == m_generation) finishSave(result);
  });
}

void VisitController::finishSave(const Result<VisitOutcome>& result) {
  if (!result) {
    m_state = State::Failed;
    m_error = result.error().code == ErrorCode::not_found ? "error.rest.gone" : save_error_key(result.error().code);
  } else if (!result->visit) {
    m_state = State::Full;
    m_next_free = result->next_free_ms;
  } else {
    m_state = State::Done;
    m_visit = result->visit;
    m_delivery = Delivery::saved;
    m_saved_at = m_context.clock.now().boottime_ms;
    m_seconds.start();
    askForFace(m_visit->service);
  }
  refresh();
  Q_EMIT visitChanged();
  Q_EMIT undoChanged();
}

void VisitController::lookAtDelivery() {
  const std::uint64_t generation = m_generation;
  m_context.visits.delivery_of(m_visit->id, [this, generation](const Result<Delivery>& result) {
    if (generation != m_generation || !result || *result == m_delivery) return;
    m_delivery = *result;
    Q_EMIT visitChanged();
  });
}

int VisitController::undoSeconds() const {
  if (m_state != State::Done) return 0;
  const std::int64_t left = kUndoVisitMs - (m_context.clock.now().boottime_ms - m_saved_at);
  return static_cast<int>(std::max<std::int64_t>(0, (left + 999) / 1000));
}

void VisitController::undo() {
  if (!m_visit || m_state != State::Done) return;
  const std::uint64_t generation = ++m_generation;
  m_context.visits.undo_visit(m_visit->id, [this, generation](const Result<void>& result) {
    if (generation != m_generation) return;
    m_state = result ? State::Undone : State::Failed;
    askForFace({});
    if (!result)
      m_error =
          result.error().code == ErrorCode::conflict ? "error.rest.too-late" : save_error_key(result.error().code);
    refresh();
    Q_EMIT visitChanged();
    Q_EMIT undoChanged();
  });
}

void VisitController::giveBack(const QString& code) {
  const QString service = code.section(u'/', 0, 0);
  const auto unit = code.section(u'/', 1).toUInt();
  const QString name = unitName(service.toStdString(), text_of_number(unit));
  const std::uint64_t generation = m_generation;
  m_context.visits.give_back(service.toStdString(), unit, [=, this](const Result<void>& result) {
    if (generation != m_generation) return refresh();
    m_left = result ? name : QString();
    if (result) askForFace(service.toStdString());
    m_left_error = result
                       ? QByteArray()
                       : QByteArray(result.error().code == ErrorCode::not_found ? "error.rest.free-already"
                                                                                : save_error_key(result.error().code));
    refresh();
    Q_EMIT leftChanged();
  });
}

void VisitController::setLoanTyped(const QString& typed) {
  m_loan_typed = typed;
  m_loan_error.clear();
  Q_EMIT loanChanged();
}

void VisitController::returnLoan() {
  if (m_state == State::Saving) return;
  if (!is_loan_number(m_loan_typed.toStdString())) {
    m_loan_error = "error.rest.loan.digits";
    return Q_EMIT loanChanged();
  }
  m_state = State::Saving;
  Q_EMIT visitChanged();
  const std::uint64_t generation = ++m_generation;
  m_context.visits.return_loan(m_loan_typed.toStdString(), [this, generation](const Result<RegisteredVisit>& result) {
    if (generation == m_generation) finishReturn(result);
  });
}

void VisitController::finishReturn(const Result<RegisteredVisit>& result) {
  m_state = result ? State::Returned : State::Choosing;
  if (result) {
    m_code = QString::fromStdString(result->service);
    m_visit = *result;
    m_loan_typed.clear();
    askForFace(result->service);
  } else {
    m_loan_error =
        result.error().code == ErrorCode::not_found ? "error.rest.loan.none" : save_error_key(result.error().code);
  }
  refresh();
  Q_EMIT loanChanged();
  Q_EMIT chosenChanged();
  Q_EMIT visitChanged();
}

void VisitController::askForFace(const std::string& service) {
  m_rated_code = service;
  m_rating = Uuid::make(m_context.clock, m_context.random);
  m_rating_said.clear();
  Q_EMIT ratingChanged();
}

void VisitController::rate(const QString& face) {
  if (!canRate()) return;
  m_rating_said = "face.thanks";
  Q_EMIT ratingChanged();
  const std::uint64_t generation = m_generation;
  m_context.visits.rate(m_rating, m_rated_code, face.toStdString(), [this, generation](const Result<void>& result) {
    if (generation != m_generation || result) return;
    m_rating_said = save_error_key(result.error().code);
    Q_EMIT ratingChanged();
  });
}

void VisitController::wipe() {
  ++m_generation;
  m_code.clear();
  m_people = 1;
  m_id = Uuid();
  m_state = State::Choosing;
  m_error.clear();
  m_card_error.clear();
  m_next_free.reset();
  m_visit.reset();
  m_left.clear();
  m_left_error.clear();
  m_queue.reset();
  m_loan_typed.clear();
  m_loan_error.clear();
  m_rated_code.clear();
  m_rating_said.clear();
  m_seconds.stop();
  m_call = Call::Silent;
  m_call_id = Uuid();
  m_called_ms = 0;
  m_call_error.clear();
  Q_EMIT chosenChanged();
  Q_EMIT visitChanged();
  Q_EMIT undoChanged();
  Q_EMIT leftChanged();
  Q_EMIT loanChanged();
  Q_EMIT ratingChanged();
  Q_EMIT callChanged();
}

// ---------------------------------------------------------------- words

const ServiceOccupancy* VisitController::view(const QString& code) const {
  const auto found = std::ranges::find_if(
      m_occupancy, [&code](const ServiceOccupancy& one) { return one.service.code() == code.toStdString(); });
  return found == m_occupancy.end() ? nullptr : &*found;
}

QString VisitController::nameOf(const ServiceOccupancy& one) const {
  const bool english = m_context.sentences.language() == u"en" && !one.service.name_en().empty();
  return QString::fromStdString(english ? one.service.name_en() : one.service.name());
}

QString VisitController::stateOf(const ServiceOccupancy& one) const {
  if (one.service.units() == 0)
    return m_context.sentences.text(one.service.by_hand() ? "rest.by-hand" : "rest.help-yourself");
  if (one.free > 0) return m_context.sentences.text("rest.free").arg(one.free).arg(one.service.units());
  if (is_lent(one.service)) return m_context.sentences.text("rest.lent-out");
  return m_context.sentences.text("rest.full-until").arg(format_time(one.next_free_ms));
}

QString VisitController::unitName(const std::string& service, const QString& numbers) const {
  const char* key = service == "REST"     ? "rest.unit.seat"
                    : service == "CHARGE" ? "rest.unit.charger"
                                          : "rest.unit.other";
  return m_context.sentences.text(key).arg(numbers);
}

QString VisitController::freeText() const {
  const ServiceOccupancy* seats = view(QStringLiteral("REST"));
  if (!seats || seats->service.units() == 0) return {};
  return seats->free > 0 ? m_context.sentences.text("rest.seats", seats->free).arg(seats->free)
                         : m_context.sentences.text("rest.full-until").arg(format_time(seats->next_free_ms));
}

QString VisitController::chosenName() const {
  const ServiceOccupancy* chosen = view(m_code);
  return chosen ? nameOf(*chosen) : QString();
}
QString VisitController::chosenState() const {
  const ServiceOccupancy* chosen = view(m_code);
  return chosen ? stateOf(*chosen) : QString();
}

QString VisitController::wayText() const { return m_station.wayTo(m_code); }

QString VisitController::cardSentence() const {
  return m_card_error.isEmpty() ? QString() : m_context.sentences.text(m_card_error.constData());
}

QString VisitController::sentence() const {
  if (m_state == State::Failed) return m_context.sentences.text(m_error.constData());
  if (m_state != State::Full) return {};
  const ServiceOccupancy* chosen = view(m_code);
  if (chosen && is_lent(chosen->service) && m_people == 1) return m_context.sentences.text("rest.lent-out.explained");
  if (!m_next_free) return m_context.sentences.text("rest.never-so-many");
  return m_context.sentences.text("rest.full.explained").arg(format_time(*m_next_free));
}

QString VisitController::unitText() const {
  if (!m_visit || m_visit->units.empty()) return {};
  QStringList numbers;
  for (const std::uint32_t number : m_visit->units) numbers.append(text_of_number(number));
  return unitName(m_visit->service, numbers.join(m_context.sentences.text("rest.between-numbers")));
}

QString VisitController::untilText() const {
  if (m_visit && !m_visit->loan.empty() && m_visit->ends_ms > 0) {
    const QString due = format_month_and_day(m_visit->ends_ms) + u' ' + format_time(m_visit->ends_ms);
    return m_context.sentences.text("rest.loan.due").arg(due);
  }
  return m_visit && m_visit->ends_ms > 0 ? m_context.sentences.text("rest.until").arg(format_time(m_visit->ends_ms))
                                         : QString();
}

int VisitController::delivery() const { return static_cast<int>(SyncController::simpleDelivery(m_delivery)); }
QString VisitController::deliveryText() const {
  return m_context.sentences.text(delivery_key(SyncController::simpleDelivery(m_delivery)));
}

QString VisitController::leftText() const {
  if (!m_left_error.isEmpty()) return m_context.sentences.text(m_left_error.constData());
  return m_left.isEmpty() ? QString() : m_context.sentences.text("rest.given-back").arg(m_left);
}

bool VisitController::anyOut() const {
  return std::ranges::any_of(m_occupancy,
                             [](const ServiceOccupancy& one) { return is_lent(one.service) && !one.in_use.empty(); });
}

bool VisitController::canQueue() const {
  const ServiceOccupancy* chosen = view(m_code);
  return m_state == State::Full && chosen && chosen->service.units() > 0;
}

// Of the own street before all others, as the finder has them.
QString VisitController::nearest() const {
  if (m_state != State::Full) return {};
  const MirrorView& mirror = m_station.view().mirror;
  const std::string code = m_code.toStdString();
  const wire::StationListing* found = nullptr;
  for (const wire::StationListing& one : mirror.listings) {
    const bool has_it = std::ranges::find(one.services(), code) != one.services().end();
    if (!has_it || one.name() == mirror.station.name()) continue;
    const bool near_by = one.street_code() == mirror.station.street_code();
    if (near_by || !found) found = &one;
    if (near_by) break;
  }
  return found ? m_station.inLanguage(found->name(), found->place().name_en()) : QString();
}

QString VisitController::loanError() const {
  return m_loan_error.isEmpty() ? QString() : m_context.sentences.text(m_loan_error.constData());
}

QString VisitController::ratingText() const {
  return m_rating_said.isEmpty() ? QString() : m_context.sentences.text(m_rating_said.constData());
}

// ---------------------------------------------------------------- requests

QString VisitController::requestText() const {
  if (m_requests.empty()) return {};
  return requestWords(QString::fromStdString(m_requests.front().service), m_requests.front().asked_ms);
}

QString VisitController::requestWords(const QString& service, qint64 asked_ms) const {
  const Sentences& words = m_context.sentences;
  const QString time = format_time(asked_ms);
  if (service.toStdString() == kCallEmergency) return words.text("rest.request.emergency").arg(time);
  if (service.toStdString() == kCallStaff) return words.text("rest.request.staff").arg(time);
  return words.text("rest.request").arg(serviceName(service), time);
}

QString VisitController::serviceName(const QString& code) const {
  const ServiceOccupancy* service = view(code);
  return service ? nameOf(*service) : code;
}

QString VisitController::requestRefusal() const {
  return m_badge_refused ? m_context.sentences.text("rest.request.not-staff") : QString();
}

bool VisitController::takesBadge(const QString& scanned) const {
  return !m_requests.empty() && looks_like_badge(scanned.toStdString());
}

void VisitController::acknowledge(const QString& badge) {
  if (m_requests.empty()) return;
  m_context.visits.take_up(m_requests.front().id, badge.toStdString(), [this](const Result<void>& result) {
    m_badge_refused = !result;
    refresh();
    Q_EMIT requestsChanged();
  });
}

// ---------------------------------------------------------------- calling staff

void VisitController::beginCall(bool emergency) {
  if (m_call == Call::Calling) return;
  const std::string_view why = emergency ? kCallEmergency : kCallStaff;
  const auto open = std::ranges::find_if(m_requests, [&](const ServiceRequest& one) { return one.service == why; });
  m_call = open == m_requests.end() ? Call::Silent : Call::Called;
  m_called_ms = open == m_requests.end() ? 0 : open->asked_ms;
  Q_EMIT callChanged();
}

void VisitController::callStaff(bool emergency) {
  if (m_call == Call::Calling) return;
  // A repetition after a failure is the same call.
  if (m_call != Call::NotCalled) m_call_id = Uuid::make(m_context.clock, m_context.random);
  m_call = Call::Calling;
  Q_EMIT callChanged();
  const std::string_view why = emergency ? kCallEmergency : kCallStaff;
  m_context.visits.call_staff(m_call_id, std::string(why),
                              [this, id = m_call_id](const Result<ServiceRequest>& result) {
                                refresh();
                                if (id != m_call_id) return;  // who called has left; the call stands
                                m_call = result ? Call::Called : Call::NotCalled;
                                if (result)
                                  m_called_ms = result->asked_ms;
                                else
                                  m_call_error = save_error_key(result.error().code);
                                Q_EMIT callChanged();
                              });
}

QString VisitController::callText() const {
  if (m_call == Call::Called) return m_context.sentences.text("call.called").arg(format_time(m_called_ms));
  return m_call == Call::NotCalled ? m_context.sentences.text(m_call_error.constData()) : QString();
}

}  // namespace warmheart
