#include "app/kiosk/backend/booking_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/session_text.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/person/mask.h"

namespace warmheart {

namespace {

constexpr int kBookingPollMs = 2'000;
constexpr std::int64_t kCentreAnswersWithinMs = 20'000;  // then the slip says that nobody has answered yet
constexpr std::string_view kBookingConsents[] = {kHealthCheckConsent};

QString code_of(const Uuid& id) { return QString::fromStdString(to_hex(id.bytes())); }

}  // namespace

BookingController::BookingController(BackendRegistry& registry, const BackendContext& context,
                                     const StationController& station, const SyncController& sync)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_sync(sync),
      m_chosen(registry, context, station),
      m_identity(registry, context, station),
      m_work(registry, context, station),
      m_consents(registry, context, station, [this] { return m_context.sentences.text("check.consent.missing"); }),
      m_slip(registry, context, station) {
  connect(&m_station, &StationController::changed, this, &BookingController::refresh);
  connect(&m_sync, &SyncController::changed, this, &BookingController::offlineChanged);
  connect(&m_identity, &FormPart::changed, this, &BookingController::riderChanged);
  connect(&m_work, &FormPart::changed, this, &BookingController::riderChanged);
  connect(&m_pollTimer, &QTimer::timeout, this, &BookingController::poll);
  m_pollTimer.setInterval(kBookingPollMs);
  refresh();
}

BookingController::~BookingController() { forgetRider(); }

void BookingController::refresh() {
  m_context.bookings.sessions([this](const Result<std::vector<SessionHere>>& result) {
    if (!result) return;  // the station's own problem is told on Home
    m_here = *result;
    show();
  });
  if (m_slip.booking()) poll();
}

void BookingController::retranslate() {
  show();
  if (!m_session.empty()) showConsents(true);
  Q_EMIT riderChanged();
  Q_EMIT stateChanged();
}

void BookingController::show() {
  const Sentences& words = m_context.sentences;
  std::vector<SessionRow> rows;
  for (const SessionHere& here : m_here) {
    const wire::Session& session = here.session;
    if (is_health_check(session) != m_health) continue;
    rows.push_back({code_of(id_of(session)), title_of(session, words), QString::fromStdString(session.kind()),
                    when_of(session, words), place_of(session, words), left_of(here, words), here.confirmable > 0,
                    session.state() != "open"});
  }
  m_rows.setRows(std::move(rows));
  std::vector<SessionRow> found;
  for (const Booking& booking : m_found) {
    const wire::Session& session = booking.session;
    found.push_back({code_of(booking.id), title_of(session, words), QString::fromStdString(session.kind()),
                     when_of(session, words), place_of(session, words), booking_title(booking.state, words),
                     booking.state == BookingState::confirmed, is_over(booking.state)});
  }
  m_found_rows.setRows(std::move(found));
  const auto chosen = std::ranges::find_if(
      m_here, [this](const SessionHere& here) { return !m_session.empty() && id_of(here.session) == m_session; });
  m_chosen.show(chosen == m_here.end() ? std::nullopt : std::optional(*chosen));
  Q_EMIT sessionsChanged();
}

void BookingController::browse(bool healthChecks) {
  m_health = healthChecks;
  refresh();
  show();
}

int BookingController::count(bool healthChecks) const {
  return static_cast<int>(std::ranges::count_if(
      m_here, [&](const SessionHere& here) { return is_health_check(here.session) == healthChecks; }));
}

QString BookingController::leftToday() const {
  std::uint32_t left = 0;
  for (const SessionHere& here : m_here) {
    if (is_health_check(here.session) && here.session.state() == "open") left += here.confirmable;
  }
  return left > 0 ? m_context.sentences.text("check.left", left).arg(left) : QString();
}

const SessionHere* BookingController::nextCheck() const {
  const std::int64_t now = m_station.nowMs();
  const SessionHere* next = nullptr;
  for (const SessionHere& here : m_here) {
    const bool has_slots = here.confirmable > 0 || here.session.pool_left() > 0;
    if (!is_health_check(here.session) || !takes_bookings(here.session, now) || !has_slots) continue;
    if (!next || here.session.starts_ms() < next->session.starts_ms()) next = &here;
  }
  return next;
}
QString BookingController::nextCheckTitle() const {
  const SessionHere* next = nextCheck();
  return next ? title_of(next->session, m_context.sentences) : QString();
}
QString BookingController::nextCheckWhen() const {
  const SessionHere* next = nextCheck();
  return next ? when_of(next->session, m_context.sentences) : QString();
}
QString BookingController::nextCheckPlace() const {
  const SessionHere* next = nextCheck();
  return next ? place_of(next->session, m_context.sentences) : QString();
}
QString BookingController::nextCheckLeft() const {
  const SessionHere* next = nextCheck();
  return next ? left_of(*next, m_context.sentences) : QString();
}

void BookingController::choose(const QString& code) {
  wipe();
  const auto bytes = from_hex(code.toStdString());
  const auto id = bytes ? Uuid::from_bytes(*bytes) : Result<Uuid>(fail(ErrorCode::invalid_argument, "not an id"));
  if (!id) return;
  m_session = *id;
  m_id = Uuid::make(m_context.clock, m_context.random);
  show();
  showConsents(false);
}

bool BookingController::offline() const { return m_sync.state() == SyncController::State::Offline; }

// ---------------------------------------------------------------- the rider

// A health check has a consent of its own; what else can be booked has none.
void BookingController::showConsents(bool sameAgreements) {
  const ConsentParties parties{m_station.controllerName().toStdString(),
                               m_station.controllerPhone().toStdString(),
                               {},
                               {},
                               m_chosen.provider().toStdString()};
  m_consents.show(m_chosen.isHealthCheck() ? std::span<const std::string_view>(kBookingConsents)
                                           : std::span<const std::string_view>(),
                  parties, sameAgreements);
}

void BookingController::beginIdentity() {
  m_identity.wipe();
  m_work.wipe();
  m_work.begin();
  m_work.ask(m_chosen.asksOccupation() ? std::vector{Field::occupation} : std::vector<Field>());
}

bool BookingController::takeIdentity() {
  const bool known = m_identity.check();
  if (!m_work.check() || !known || !m_chosen.session()) return false;
  auto rider = m_identity.rider(m_work.occupation());
  if (!rider) return false;
  forgetRider();
  m_rider = std::move(*rider);
  m_masked.set(QString::fromStdString(mask_name(m_rider.name)));
  m_reasons = not_eligible(*m_chosen.session(), {m_rider.occupation, {}, false, true, 0});
  if (!m_reasons.empty()) warmheart::wipe(m_rider);
  m_identity.remember();
  m_identity.wipe();
  m_work.wipe();
  Q_EMIT riderChanged();
  return m_reasons.empty();
}

void BookingController::takeCard(const QString& scanned) {
  const std::uint64_t generation = ++m_generation;
  forgetRider();
  Q_EMIT riderChanged();  // who comes by another card is somebody new
  m_context.service.check_card(scanned.toStdString(), [this, generation, scanned](const Result<CardCheck>& result) {
    if (generation == m_generation) finishCard(scanned, result);
  });
}

void BookingController::finishCard(const QString& scanned, const Result<CardCheck>& result) {
  const bool good = result && result->claims && is_good(result->state);
  forgetRider();
  if (!good || !m_chosen.session()) {
    m_card_error = result ? card_state_key(result->state) : "state.card.unreadable";
    return Q_EMIT riderChanged();
  }
  m_identity.recent()->keepCard(scanned, QString::fromStdString(result->claims->masked_name));
  m_reasons = not_eligible(*m_chosen.session(), {result->claims->occupation, {}, true, true, 0});
  if (m_reasons.empty()) {
    m_rider.card = result->claims->card_number;
    m_masked.set(QString::fromStdString(result->claims->masked_name));
  }
  Q_EMIT riderChanged();
}

QString BookingController::refusal() const {
  if (!m_card_error.isEmpty()) return m_context.sentences.text(m_card_error.constData());
  if (m_reasons.empty()) return {};
  return m_context.sentences.text(std::string("check.refusal.") + wire_name(m_reasons.front()));
}

void BookingController::forgetRider() {
  warmheart::wipe(m_rider);
  m_masked.wipe();
  m_card_error.clear();
  m_reasons.clear();
}

// ---------------------------------------------------------------- the booking

void BookingController::setState(State state, const char* error) {
  m_state = state;
  m_error = error;
  Q_EMIT stateChanged();
}

void BookingController::book() {
  if (m_state == State::Saving || m_state == State::Asking || m_state == State::Booked || m_rider.empty() ||
      m_session.empty())
    return;
  if (m_chosen.isHealthCheck() && !m_consents.check()) return;
  setState(State::Saving);
  NewBooking booking{m_id, m_session, m_rider, m_consents.records(), m_masked.get().toStdString(), {}};
  const std::uint64_t generation = ++m_generation;
  m_context.bookings.book(std::move(booking), offline() ? WhenNoneHeld::join_waiting_list : WhenNoneHeld::ask_centre,
                          [this, generation](const Result<Booking>& result) {
                            if (generation == m_generation) finishBook(result);
                          });
}

void BookingController::finishBook(const Result<Booking>& result) {
  if (!result) {
    switch (result.error().code) {
      case ErrorCode::limit: return setState(State::Failed, "check.refusal.limit");
      case ErrorCode::not_found:
      case ErrorCode::conflict: return setState(State::Failed, "error.check.gone");
      default: return setState(State::Failed, save_error_key(result.error().code));
    }
  }
  const std::string_view code = result->short_code.view();
  m_slip.setCode(QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())), true);
  m_asked_at = m_context.clock.now().boottime_ms;
  warmheart::wipe(m_rider);
  take(*result);
  refresh();
}

void BookingController::take(Booking booking) {
  const bool waits =
      booking.state == BookingState::wanted && m_context.clock.now().boottime_ms - m_asked_at < kCentreAnswersWithinMs;
  m_slip.show(std::move(booking));
  m_pollTimer.start();
  setState(waits ? State::Asking : State::Booked);
}

void BookingController::poll() {
  if (!m_slip.booking()) return m_pollTimer.stop();
  const std::uint64_t generation = m_generation;
  m_context.bookings.read(m_slip.booking()->id, [this, generation](const Result<Booking>& result) {
    if (generation == m_generation && result && m_slip.booking()) take(*result);
  });
}

void BookingController::cancel() {
  if (!m_slip.cancellable()) return;
  const std::uint64_t generation = ++m_generation;
  m_context.bookings.cancel(m_slip.booking()->id, [this, generation](const Result<void>& result) {
    if (generation != m_generation || !m_slip.booking()) return;
    if (!result)
      return setState(State::Failed, result.error().code == ErrorCode::conflict ? "error.check.over"
                                                                                : save_error_key(result.error().code));
    m_slip.cancelled();
    setState(State::Booked);
    refresh();
  });
}

QString BookingController::sentence() const {
  return m_state == State::Failed ? m_context.sentences.text(m_error.constData()) : QString();
}

// ---------------------------------------------------------------- found again

void BookingController::showFound(Booking booking, const QString& code) {
  ++m_generation;
  m_slip.setCode(code, false);
  m_asked_at = m_context.clock.now().boottime_ms - kCentreAnswersWithinMs;  // who asks again does not wait
  take(std::move(booking));
}

void BookingController::listOf(const CardNumber& card) {
  const std::uint64_t generation = m_generation;
  m_context.bookings.of_card(card, [this, generation](const Result<std::vector<Booking>>& bookings) {
    if (generation != m_generation) return;
    m_found = bookings ? *bookings : std::vector<Booking>();
    show();
  });
}

void BookingController::open(const QString& code) {
  const auto found = std::ranges::find_if(m_found, [&](const Booking& one) { return code_of(one.id) == code; });
  if (found != m_found.end()) showFound(*found, {});
}

void BookingController::wipe() {
  ++m_generation;
  m_pollTimer.stop();
  m_session = m_id = Uuid();
  forgetRider();
  m_identity.wipe();
  m_work.wipe();
  m_consents.wipe();
  m_slip.wipe();
  m_chosen.show(std::nullopt);
  m_found.clear();
  m_found_rows.setRows({});
  Q_EMIT riderChanged();
  setState(State::Choosing);
}

}  // namespace warmheart
