#include "app/kiosk/backend/booking_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/session_text.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/person/mask.h"
#include "core/service/ticket.h"

namespace warmheart {

namespace {

constexpr int kPollMs = 2'000;
constexpr std::int64_t kCentreAnswersWithinMs = 20'000;  // then the slip says that nobody has answered yet

bool is_health_check(const wire::Session& session) { return session.kind() == "health-check"; }

bool is_over(BookingState state) {
  return state == BookingState::cancelled || state == BookingState::attended || state == BookingState::missed;
}

}  // namespace

BookingController::BookingController(BackendRegistry& registry, const BackendContext& context,
                                     const StationController& station,
                                     const SyncController& sync, JoinController& join)
    : PersonalData(registry.personal, Keeps::until_home), Translated(registry.translation), m_context(context), m_station(station), m_sync(sync), m_join(join) {
  connect(&m_station, &StationController::changed, this, &BookingController::refresh);
  connect(&m_sync, &SyncController::changed, this, &BookingController::chosenChanged);
  connect(&m_consents, &ConsentModel::givenChanged, this, [this] {
    m_consents_missing = false;
    Q_EMIT riderChanged();
  });
  connect(&m_pollTimer, &QTimer::timeout, this, &BookingController::poll);
  m_pollTimer.setInterval(kPollMs);
  refresh();
}

BookingController::~BookingController() { wipe(); }

void BookingController::refresh() {
  m_context.bookings.sessions([this](const Result<std::vector<SessionHere>>& result) {
    if (!result) return;  // the station's own problem is told on Home
    m_here = *result;
    show();
  });
  if (m_booking) poll();
}

void BookingController::retranslate() {
  show();
  if (!m_session.empty()) fillConsents(true);
  Q_EMIT riderChanged();
  Q_EMIT bookingChanged();
  Q_EMIT findChanged();
}

void BookingController::show() {
  const Sentences& words = m_context.sentences;
  std::vector<SessionRow> rows;
  for (const SessionHere& here : m_here) {
    if (is_health_check(here.session) != m_health) continue;
    rows.push_back({QString::fromStdString(to_hex(id_of(here.session).bytes())), QString::fromStdString(here.session.kind()), title_of(here.session, words),
                    when_of(here.session, words), place_of(here.session, words), left_of(here, words), here.confirmable > 0,
                    here.session.state() != "open"});
  }
  m_rows.setRows(std::move(rows));
  std::vector<SessionRow> found;
  for (const Booking& booking : m_found) {
    found.push_back({QString::fromStdString(to_hex(booking.id.bytes())), QString::fromStdString(booking.session.kind()), title_of(booking.session, words),
                     when_of(booking.session, words), place_of(booking.session, words), booking_title(booking.state, words),
                     booking.state == BookingState::confirmed, is_over(booking.state)});
  }
  m_found_rows.setRows(std::move(found));
  Q_EMIT sessionsChanged();
  Q_EMIT chosenChanged();
}

void BookingController::browse(bool healthChecks) {
  m_health = healthChecks;
  refresh();
  show();
}

int BookingController::count(bool healthChecks) const {
  return static_cast<int>(std::ranges::count_if(m_here, [&](const SessionHere& here) { return is_health_check(here.session) == healthChecks; }));
}

QString BookingController::leftToday() const {
  std::uint32_t left = 0;
  for (const SessionHere& here : m_here) {
    if (is_health_check(here.session) && here.session.state() == "open") left += here.confirmable;
  }
  return left > 0 ? m_context.sentences.text("check.left").arg(left) : QString();
}

// ---------------------------------------------------------------- the session

void BookingController::choose(const QString& code) {
  wipe();
  const auto bytes = from_hex(code.toStdString());
  const auto id = bytes ? Uuid::from_bytes(*bytes) : Result<Uuid>(fail(ErrorCode::invalid_argument, "not an id"));
  if (!id) return;
  m_session = *id;
  m_id = Uuid::make(m_context.clock, m_context.random);
  fillConsents(false);
  Q_EMIT chosenChanged();
}

const SessionHere* BookingController::chosen() const {
  const auto found = std::ranges::find_if(m_here, [this](const SessionHere& here) { return id_of(here.session) == m_session; });
  return found == m_here.end() ? nullptr : &*found;
}

QString BookingController::title() const { return chosen() ? title_of(chosen()->session, m_context.sentences) : QString(); }
QString BookingController::when() const { return chosen() ? when_of(chosen()->session, m_context.sentences) : QString(); }
QString BookingController::place() const { return chosen() ? place_of(chosen()->session, m_context.sentences) : QString(); }
QString BookingController::included() const { return chosen() ? included_in(chosen()->session, m_context.sentences) : QString(); }
QString BookingController::prepare() const { return chosen() ? prepare_for(chosen()->session, m_context.sentences) : QString(); }
QString BookingController::provider() const { return chosen() ? QString::fromStdString(chosen()->session.provider()) : QString(); }
QStringList BookingController::rules() const { return chosen() ? rules_of(chosen()->session, m_context.sentences) : QStringList(); }
QString BookingController::left() const { return chosen() ? left_of(*chosen(), m_context.sentences) : QString(); }
bool BookingController::atOnce() const { return chosen() && chosen()->confirmable > 0; }
bool BookingController::bookable() const { return chosen() && takes_bookings(chosen()->session, m_station.nowMs()); }
QString BookingController::notice() const { return chosen() ? QString::fromStdString(chosen()->session.notice()) : QString(); }
bool BookingController::needsCard() const { return chosen() && chosen()->session.eligibility().members_only(); }
bool BookingController::asksOccupation() const { return chosen() && chosen()->session.eligibility().occupations_size() > 0; }
bool BookingController::offline() const { return m_sync.state() == SyncController::State::Offline; }

// ---------------------------------------------------------------- the rider

void BookingController::fillConsents(bool sameAgreements) {
  std::vector<ConsentRow> rows;
  const MirrorView& view = m_station.view().mirror;
  const QString& language = m_context.sentences.language();
  if (chosen() && is_health_check(chosen()->session)) {
    const ConsentPlaces places{view.station.controller_name(), view.station.controller_phone(), {}, {}, chosen()->session.provider()};
    for (const wire::ConsentText& text : view.consent_texts) {
      if (text.id() != kHealthCheckConsent || text.language() != language.toStdString()) continue;
      ConsentRow row;
      row.id = QString::fromStdString(text.id());
      row.version = QString::fromStdString(text.version());
      row.text = QString::fromStdString(show_consent(text.text(), places));
      row.language = language;
      row.required = text.required();
      rows.push_back(std::move(row));
    }
  }
  m_consents.setTexts(std::move(rows), sameAgreements);
}

void BookingController::beginIdentity() { m_join.beginIdentity(true, asksOccupation()); }

bool BookingController::takeIdentity() {
  auto rider = m_join.identity();
  if (!rider || !chosen()) return false;
  forgetRider();
  m_rider = std::move(*rider);
  m_masked.set(QString::fromStdString(mask_name(m_rider.name)));
  m_reasons = not_eligible(chosen()->session, {m_rider.occupation, {}, false, true, 0});
  if (!m_reasons.empty()) warmheart::wipe(m_rider);
  m_join.wipe();
  Q_EMIT riderChanged();
  return m_reasons.empty();
}

void BookingController::takeCard(const QString& scanned) {
  const std::uint64_t generation = ++m_generation;
  m_context.service.check_card(scanned.toStdString(), [this, generation](const Result<CardCheck>& result) {
    if (generation == m_generation) finishCard(result);
  });
}

void BookingController::finishCard(const Result<CardCheck>& result) {
  const bool good = result && result->claims && result->state != CardState::expired && result->state != CardState::revoked;
  forgetRider();
  if (!good || !chosen()) {
    m_card_error = result ? card_state_key(result->state) : "state.card.unreadable";
    return Q_EMIT riderChanged();
  }
  m_reasons = not_eligible(chosen()->session, {result->claims->occupation, {}, true, true, 0});
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

QString BookingController::consentsError() const { return m_consents_missing ? m_context.sentences.text("check.consent.missing") : QString(); }

void BookingController::forgetRider() {
  warmheart::wipe(m_rider);
  m_masked.wipe();
  m_card_error.clear();
  m_reasons.clear();
}

// ---------------------------------------------------------------- the booking

void BookingController::book() {
  if (m_state == State::Saving || m_state == State::Asking || m_state == State::Booked || m_rider.empty() || m_session.empty()) return;
  m_consents_missing = !m_consents.complete();
  if (m_consents_missing) return Q_EMIT riderChanged();
  m_state = State::Saving;
  Q_EMIT bookingChanged();
  NewBooking request{m_id, m_session, m_rider, {}, m_masked.get().toStdString(), {}};
  for (const ConsentRow& row : m_consents.rows()) {
    request.consents.push_back({row.id.toStdString(), row.version.toStdString(), consent_hash(row.agreedText.toStdString()), row.agreedLanguage.toStdString(), row.given});
  }
  const std::uint64_t generation = ++m_generation;
  m_context.bookings.book(std::move(request), offline() ? WhenNoneHeld::join_waiting_list : WhenNoneHeld::ask_centre, [this, generation](const Result<Booking>& result) {
    if (generation == m_generation) finishBook(result);
  });
}

void BookingController::finishBook(const Result<Booking>& result) {
  if (!result) {
    m_state = State::Failed;
    switch (result.error().code) {
      case ErrorCode::limit: m_error = "check.refusal.limit"; break;
      case ErrorCode::not_found:
      case ErrorCode::conflict: m_error = "error.check.gone"; break;
      default: m_error = save_error_key(result.error().code); break;
    }
    return Q_EMIT bookingChanged();
  }
  m_code.set(QString::fromUtf8(result->short_code.view().data(), static_cast<qsizetype>(result->short_code.view().size())));
  m_asked_at = m_context.clock.now().boottime_ms;
  warmheart::wipe(m_rider);
  take(*result);
  refresh();
}

void BookingController::take(Booking booking) {
  m_booking = std::move(booking);
  const bool waits = m_booking->state == BookingState::wanted && m_context.clock.now().boottime_ms - m_asked_at < kCentreAnswersWithinMs;
  m_state = waits ? State::Asking : State::Booked;
  m_pollTimer.start();
  Q_EMIT bookingChanged();
}

void BookingController::poll() {
  if (!m_booking) return m_pollTimer.stop();
  const std::uint64_t generation = m_generation;
  m_context.bookings.read(m_booking->id, [this, generation](const Result<Booking>& result) {
    if (generation == m_generation && result && m_booking) take(*result);
  });
}

void BookingController::cancel() {
  if (!m_booking || !cancellable()) return;
  const std::uint64_t generation = ++m_generation;
  m_context.bookings.cancel(m_booking->id, [this, generation](const Result<void>& result) {
    if (generation != m_generation || !m_booking) return;
    if (!result) {
      m_state = State::Failed;
      m_error = result.error().code == ErrorCode::conflict ? "error.check.over" : save_error_key(result.error().code);
      return Q_EMIT bookingChanged();
    }
    m_state = State::Booked;
    m_booking->state = BookingState::cancelled;
    m_booking->reason.clear();
    refresh();
    Q_EMIT bookingChanged();
  });
}

bool BookingController::cancellable() const { return m_booking && !is_over(m_booking->state); }

QString BookingController::sentence() const { return m_state == State::Failed ? m_context.sentences.text(m_error.constData()) : QString(); }
QString BookingController::stateText() const { return m_booking ? booking_title(m_booking->state, m_context.sentences) : QString(); }
QString BookingController::explained() const { return m_booking ? booking_explained(*m_booking, m_context.sentences) : QString(); }

QString BookingController::ticketText() const {
  if (!confirmed()) return {};
  const Uuid session = id_of(m_booking->session);
  return session.empty() ? QString() : QString::fromStdString(ticket_text(m_booking->id, session));
}

QString BookingController::numberText() const {
  return m_booking && m_booking->place > 0 && confirmed() ? m_context.sentences.text("check.number").arg(m_booking->place) : QString();
}
QString BookingController::codeShown() const { return format_grouped(m_code.get(), {3, 3, 3}); }
QString BookingController::bookedName() const { return m_booking ? QString::fromStdString(m_booking->masked_name) : QString(); }
QString BookingController::bookedTitle() const { return m_booking ? title_of(m_booking->session, m_context.sentences) : QString(); }
QString BookingController::bookedWhen() const { return m_booking ? when_of(m_booking->session, m_context.sentences) : QString(); }
QString BookingController::bookedPlace() const { return m_booking ? place_of(m_booking->session, m_context.sentences) : QString(); }
QString BookingController::bookedPrepare() const { return m_booking ? prepare_for(m_booking->session, m_context.sentences) : QString(); }
int BookingController::delivery() const { return m_booking ? static_cast<int>(SyncController::simpleDelivery(m_booking->delivery)) : 0; }
QString BookingController::deliveryText() const {
  return m_booking ? m_context.sentences.text(delivery_key(SyncController::simpleDelivery(m_booking->delivery))) : QString();
}

// ---------------------------------------------------------------- found again

void BookingController::setShortCode(const QString& value) {
  QString digits;
  for (const QChar c : value) {
    if (!c.isSpace()) digits += c;
  }
  if (m_short_code.set(digits)) m_find_error.clear();
  warmheart::wipe(digits);
  Q_EMIT findChanged();
}

void BookingController::setLastFour(const QString& value) {
  if (m_last_four.set(value)) m_find_error.clear();
  Q_EMIT findChanged();
}

QString BookingController::shortCodeShown() const { return format_grouped(m_short_code.get(), {3, 3, 3}); }
QString BookingController::findSentence() const { return m_find_error.isEmpty() ? QString() : m_context.sentences.text(m_find_error.constData()); }

void BookingController::endFind(const char* sentence) {
  m_looking = false;
  m_find_error = sentence;
  Q_EMIT findChanged();
}

void BookingController::find() {
  if (m_looking) return;
  m_looking = true;
  m_find_error.clear();
  Q_EMIT findChanged();
  const std::uint64_t generation = ++m_generation;
  m_context.bookings.find(m_short_code.get().toStdString(), m_last_four.get().toStdString(), [this, generation](const Result<std::optional<Booking>>& result) {
    if (generation != m_generation) return;
    if (!result) return endFind(result.error().code == ErrorCode::invalid_argument ? "error.check.code" : look_up_error_key(result.error().code));
    if (!*result) return endFind("error.check.none");
    endFind("");
    m_code.set(m_short_code.get());
    take(**result);
    Q_EMIT foundOne();
  });
}

void BookingController::findScanned(const QString& scanned) {
  const std::uint64_t generation = ++m_generation;
  if (const auto booking = booking_of_ticket(scanned.toStdString())) {
    m_context.bookings.read(*booking, [this, generation](const Result<Booking>& result) {
      if (generation != m_generation) return;
      if (!result) return endFind("error.check.elsewhere");
      m_code.wipe();
      take(*result);
      Q_EMIT foundOne();
    });
    return;
  }
  m_context.service.check_card(scanned.toStdString(), [this, generation](const Result<CardCheck>& result) {
    if (generation != m_generation) return;
    if (!result || !result->claims) return endFind("error.check.not-ticket");
    m_context.bookings.of_card(result->claims->card_number, [this, generation](const Result<std::vector<Booking>>& bookings) {
      if (generation != m_generation) return;
      if (!bookings || bookings->empty()) return endFind("error.check.none-of-card");
      m_found = *bookings;
      m_code.wipe();
      endFind("");
      show();
      Q_EMIT foundMany();
    });
  });
}

void BookingController::open(const QString& code) {
  const auto found = std::ranges::find_if(m_found, [&](const Booking& one) { return QString::fromStdString(to_hex(one.id.bytes())) == code; });
  if (found == m_found.end()) return;
  take(*found);
  Q_EMIT foundOne();
}

void BookingController::wipe() {
  ++m_generation;
  m_pollTimer.stop();
  m_session = m_id = Uuid();
  forgetRider();
  m_consents.withdrawAll();
  m_consents_missing = false;
  m_state = State::Choosing;
  m_error.clear();
  m_booking.reset();
  m_found.clear();
  m_found_rows.setRows({});
  m_looking = false;
  m_find_error.clear();
  for (SecretQString* text : {&m_code, &m_short_code, &m_last_four}) text->wipe();
  Q_EMIT chosenChanged();
  Q_EMIT riderChanged();
  Q_EMIT bookingChanged();
  Q_EMIT findChanged();
}

}  // namespace warmheart
