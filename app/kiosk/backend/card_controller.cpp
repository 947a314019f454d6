#include "app/kiosk/backend/card_controller.h"

#include <algorithm>
#include <utility>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/card_page.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/booking_service.h"
#include "app/kiosk/service/kiosk_service.h"
#include "app/kiosk/service/remote_query_service.h"
#include "core/member/query_code.h"
#include "core/service/rider_request.h"
#include "core/service/ticket.h"

namespace warmheart {

namespace {

CardController::Check check_of(CardState state) {
  switch (state) {
    case CardState::valid: return CardController::Check::Valid;
    case CardState::valid_by_approval: return CardController::Check::ValidByApproval;
    case CardState::not_yet_approved: return CardController::Check::NotYetApproved;
    case CardState::not_checked: return CardController::Check::NotChecked;
    case CardState::expired: return CardController::Check::Expired;
    case CardState::revoked: return CardController::Check::Revoked;
    case CardState::unreadable: return CardController::Check::Unreadable;
    case CardState::not_a_card: return CardController::Check::NotACard;
    case CardState::web_address: return CardController::Check::WebAddress;
  }
  return CardController::Check::Unreadable;
}

CardController::Status status_of(ApplicationState state) {
  switch (state) {
    case ApplicationState::submitted: return CardController::Status::Submitted;
    case ApplicationState::received: return CardController::Status::Received;
    case ApplicationState::awaiting_review: return CardController::Status::AwaitingReview;
    case ApplicationState::returned: return CardController::Status::Returned;
    case ApplicationState::rejected: return CardController::Status::Rejected;
    case ApplicationState::approved:
    case ApplicationState::active:
    case ApplicationState::transferring: return CardController::Status::Approved;
    case ApplicationState::suspended: return CardController::Status::Suspended;
    case ApplicationState::withdrawn:
    case ApplicationState::left: return CardController::Status::Withdrawn;
  }
  return CardController::Status::Submitted;
}

bool is_corrected(const ApplicationView& view) { return view.state == ApplicationState::returned && view.corrected; }

}  // namespace

void CardPage::forget_card() {
  check = CardController::Check::NoCard;
  if (card.claims) warmheart::wipe(card.claims->masked_name);
  card = CardCheck();
  scanned.wipe();
  masked_name.wipe();
  hint.clear();
  ++generation;
}

void CardPage::forget_found() {
  if (found) {
    for (std::string* text : {&found->masked_name, &found->reason, &found->card_text, &found->final_card})
      warmheart::wipe(*text);
  }
  found.reset();
  slip = FoundView();
  elsewhere = by_card = false;
  card_number = {};
  code = last_four = SecretString();
  for (SecretQString* text : {&found_name, &reason, &card_text, &final_card}) text->wipe();
  look_up = CardController::LookUp::NotAsked;
  search.setErrors("", "");
  look_up_error.clear();
  ++generation;
}

void CardPage::wipe() {
  forget_card();
  forget_found();
  search.wipe();
}

CardController::CardController(BackendRegistry& registry, const BackendContext& context,
                               const StationController& station, const SyncController& sync, JoinController& join)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_sync(sync),
      m_join(join),
      m_page(std::make_unique<CardPage>(registry, context)) {
  connect(&m_station, &StationController::changed, this, &CardController::poll);
  connect(&m_sync, &SyncController::changed, this, &CardController::statusChanged);
}

CardController::~CardController() { m_page->wipe(); }

void CardController::wipe() {
  m_page->wipe();
  retranslate();
}

std::optional<ApplicationView> CardController::found() const { return m_page->found; }

Uuid CardController::foundApplication() const { return m_page->found ? m_page->found->id : Uuid(); }

void CardController::retranslate() {
  Q_EMIT cardChanged();
  Q_EMIT lookUpChanged();
  Q_EMIT statusChanged();
}

void CardController::show(const QString& scanned) {
  if (m_page->by_card) {
    m_page->forget_found();
    Q_EMIT lookUpChanged();
    Q_EMIT statusChanged();
  }
  m_page->forget_card();
  m_page->check = Check::Checking;
  m_page->scanned.set(scanned);
  Q_EMIT cardChanged();
  checkCard();
}

void CardController::checkCard() {
  const std::uint64_t generation = m_page->generation;
  m_context.service.check_card(m_page->scanned.get().toStdString(),
                               [this, generation](const Result<CardCheck>& result) {
                                 if (generation == m_page->generation) finishCheck(result);
                               });
}

void CardController::finishCheck(const Result<CardCheck>& result) {
  m_page->check = result ? check_of(result->state) : Check::Unreadable;
  if (result)
    m_page->card = *result;
  else
    m_page->card.state = CardState::unreadable;
  m_page->hint.clear();
  const auto& claims = m_page->card.claims;
  if (claims) m_page->masked_name.set(QString::fromStdString(claims->masked_name));
  Q_EMIT cardChanged();
  if (!claims || !is_good(m_page->card.state)) return;
  m_join.identity()->recent()->keepCard(m_page->scanned.get(), m_page->masked_name.get());
  Q_EMIT cardHeld();
  // A card alone opens its validity, and whether something waits for its holder: not what (core/member/CARD.md).
  const std::uint64_t generation = m_page->generation;
  m_context.service.find_by_card(claims->card_number,
                                 [this, generation](const Result<std::optional<ApplicationView>>& found) {
                                   if (generation != m_page->generation || !found || !*found) return;
                                   const ApplicationView& known = **found;
                                   if (known.state == ApplicationState::returned && !known.corrected)
                                     m_page->hint = "state.card.known-returned";
                                   if (!known.final_card.empty() && m_page->card.state != CardState::valid)
                                     takeApproval(known);
                                   Q_EMIT cardChanged();
                                 });
}

// The decision is here before the list that names the card: one state, not a verdict and a hint against it.
void CardController::takeApproval(const ApplicationView& known) {
  m_page->hint = "state.card.known-approved";
  if (m_page->card.state != CardState::not_yet_approved) return;
  m_page->card.state = CardState::valid_by_approval;
  m_page->card.approved_at_ms = known.decided_ms;
  m_page->check = Check::ValidByApproval;
}

void CardController::find() {
  if (m_page->look_up == LookUp::Looking) return;
  const auto code = parse_query_code(m_page->search.code().toStdString());
  const auto last_four = parse_last_four(m_page->search.lastFour().toStdString());
  m_page->forget_found();
  m_page->last_four = SecretString(last_four.value_or(""));
  if (holdsCard() && last_four) return findByCard();
  const bool needs_code = !code && !holdsCard();
  const char* code_error = m_page->search.code().isEmpty() ? "error.query-code.empty" : "error.query-code.wrong";
  m_page->search.setErrors(needs_code ? code_error : "", last_four ? "" : "error.last-four.wrong");
  if (code && last_four) {
    m_page->code = SecretString(*code);
    m_page->look_up = LookUp::Looking;
    const std::uint64_t generation = m_page->generation;
    m_context.service.find(*code, *last_four, [this, generation](const Result<FoundView>& result) {
      if (generation == m_page->generation) finishFind(result);
    });
  }
  Q_EMIT lookUpChanged();
  Q_EMIT statusChanged();
}

// Only the centre can say whether the four digits are right; the try counts here before it is asked.
void CardController::findByCard() {
  m_page->by_card = true;
  m_page->card_number = m_page->card.claims->card_number;
  m_page->look_up = LookUp::Looking;
  Q_EMIT lookUpChanged();
  const std::uint64_t generation = m_page->generation;
  m_context.service.begin_try([this, generation](const Result<void>& open) {
    if (generation != m_page->generation) return;
    if (open) return askCentre(fail(ErrorCode::unavailable, "by card alone"));
    finishAsking(fail(open.error()), fail(open.error()));
  });
}

// Not one of ours, or not to be told from here: the centre knows the city's.
void CardController::askCentre(const Result<void>& here) {
  const std::uint64_t generation = m_page->generation;
  m_context.remote_query.status(proof(), [this, generation, here](const Result<ApplicationView>& result) {
    if (generation == m_page->generation) finishAsking(result, here);
  });
}

void CardController::finishAsking(const Result<ApplicationView>& result, const Result<void>& here) {
  // Counted before the centre was asked; by card alone an answer that did not come has told nothing.
  const bool counted = here || here.error().code == ErrorCode::unavailable;
  const bool told = result || result.error().code == ErrorCode::not_found || result.error().code == ErrorCode::limit;
  if (counted && (result || (m_page->by_card && !told))) m_context.service.forgive_try();
  if (result) {
    m_page->look_up = LookUp::Found;
    m_page->elsewhere = true;
    take(*result);
    poll();  // where it was made here after all, this machine knows more of it
  } else if (result.error().code == ErrorCode::not_found) {
    m_page->look_up = LookUp::NotFound;
    m_page->look_up_error = m_page->by_card ? "error.find.card" : "error.find.none";
  } else if (result.error().code == ErrorCode::limit || (!here && here.error().code == ErrorCode::limit)) {
    m_page->look_up = LookUp::TooManyTries;
    m_page->look_up_error =
        result.error().code == ErrorCode::limit ? "error.find.closed" : look_up_error_key(ErrorCode::limit);
  } else {
    m_page->look_up = LookUp::LookUpFailed;
    m_page->look_up_error = m_page->by_card ? "error.find.card-offline" : "error.find.here-only";
  }
  Q_EMIT lookUpChanged();
  Q_EMIT statusChanged();
}

void CardController::finishFind(const Result<FoundView>& result) {
  // Wrong tries here bar this machine's look-up alone; the centre counts its own.
  const bool ask = result ? result->empty() : result.error().code == ErrorCode::limit;
  if (ask) return askCentre(result ? Result<void>() : Result<void>(fail(result.error())));
  if (!result) {
    m_page->look_up = result.error().code == ErrorCode::limit ? LookUp::TooManyTries : LookUp::LookUpFailed;
    m_page->look_up_error = look_up_error_key(result.error().code);
  } else if (result->application) {
    m_page->look_up = LookUp::Found;
    take(*result->application);
  } else {
    showSlip(*result);
  }
  Q_EMIT lookUpChanged();
  Q_EMIT statusChanged();
}

void CardController::showSlip(FoundView slip) {
  m_page->look_up = slip.booking ? LookUp::FoundBooking : LookUp::FoundCase;
  m_page->slip = std::move(slip);
  Q_EMIT slipFound();
}

FoundView CardController::takeSlip() { return std::exchange(m_page->slip, FoundView()); }

bool CardController::isTicket(const QString& scanned) const {
  return booking_of_ticket(scanned.toStdString()).has_value();
}

void CardController::findTicket(const QString& scanned) {
  const auto booking = booking_of_ticket(scanned.toStdString());
  if (!booking) return;
  m_page->forget_card();
  m_page->forget_found();
  m_page->look_up = LookUp::Looking;
  retranslate();
  const std::uint64_t generation = m_page->generation;
  m_context.bookings.read(*booking, [this, generation](const Result<Booking>& result) {
    if (generation == m_page->generation) finishTicket(result);
  });
}

void CardController::finishTicket(const Result<Booking>& result) {
  if (result) {
    FoundView slip;
    slip.booking = *result;
    showSlip(std::move(slip));
  } else {
    const bool elsewhere = result.error().code == ErrorCode::not_found;
    m_page->look_up = elsewhere ? LookUp::NotFound : LookUp::LookUpFailed;
    m_page->look_up_error = elsewhere ? "error.check.elsewhere" : look_up_error_key(result.error().code);
  }
  Q_EMIT lookUpChanged();
}

void CardController::take(const ApplicationView& application) {
  m_page->found = application;
  m_page->found_name.set(QString::fromStdString(application.masked_name));
  m_page->reason.set(QString::fromStdString(application.reason));
  m_page->card_text.set(QString::fromStdString(application.card_text));
  m_page->final_card.set(QString::fromStdString(application.final_card));
  if (!m_page->final_card.isEmpty())
    m_join.identity()->recent()->keepCard(m_page->final_card.get(), m_page->found_name.get());
}

// The decision may fall while the rider stands here.
void CardController::poll() {
  if (!m_page->scanned.isEmpty()) checkCard();
  if (!m_page->found) return;
  const std::uint64_t generation = m_page->generation;
  m_context.service.find_again(m_page->found->id,
                               [this, generation](const Result<std::optional<ApplicationView>>& result) {
                                 if (generation != m_page->generation || !result || !*result) return;
                                 m_page->elsewhere = false;
                                 take(**result);
                                 Q_EMIT statusChanged();
                               });
}

void CardController::useCode() {
  m_page->forget_card();
  m_page->forget_found();
  retranslate();
}

bool CardController::holdsCard() const { return m_page->card.claims && is_good(m_page->card.state); }

std::optional<CardNumber> CardController::heldCard() const {
  return holdsCard() ? std::optional<CardNumber>(m_page->card.claims->card_number) : std::nullopt;
}

bool CardController::needsCode() const { return m_page->found && m_page->by_card; }

RiderProofView CardController::proof() const {
  RiderProofView proof;
  if (m_page->by_card)
    proof.card = m_page->card_number;
  else
    proof.query_code = m_page->code.view();
  proof.last_four = m_page->last_four.view();
  return proof;
}

RequestProof CardController::requestProof() const { return {m_page->code, m_page->last_four}; }

void CardController::adoptFound(std::function<void(const Result<void>&)> then) {
  if (!m_page->elsewhere || !m_page->found) return then({});
  const std::uint64_t generation = m_page->generation;
  m_context.service.adopt(*m_page->found, [this, generation, then = std::move(then)](const Result<void>& result) {
    if (generation != m_page->generation) return;
    if (result) m_page->elsewhere = false;
    then(result);
  });
}

void CardController::beginCorrection() {
  if (!canCorrect() || needsCode()) return;
  m_join.beginCorrection(*m_page->found);
}

void CardController::submitCorrection() {
  adoptFound([this](const Result<void>& result) {
    if (result)
      m_join.submitCorrection(requestProof());
    else
      m_join.refuseToSave(result.error().code);
  });
}

CardController::Check CardController::cardState() const { return m_page->check; }

QString CardController::sentence() const {
  if (m_page->check == Check::NoCard || m_page->check == Check::Checking) return {};
  if (m_page->card.state == CardState::expired)
    return m_context.sentences.text("state.card.expired-since").arg(format_date(m_page->card.ends_ms));
  const QString text = m_context.sentences.text(card_state_key(m_page->card.state));
  return m_page->card.state == CardState::valid_by_approval && m_page->card.approved_at_ms
             ? text.arg(format_date(*m_page->card.approved_at_ms))
             : text;
}

QString CardController::maskedName() const { return m_page->masked_name.get(); }

QString CardController::occupation() const {
  return m_page->card.claims ? m_context.sentences.text("occupation." + m_page->card.claims->occupation) : QString();
}

QString CardController::unionName() const {
  return m_page->card.claims ? unionNameOf(m_page->card.claims->union_code) : QString();
}

QString CardController::unionNameOf(const std::string& code) const {
  const wire::ReceivingUnion* receiver = m_station.unionOf(code);
  return receiver ? m_station.nameOf(*receiver) : QString::fromStdString(code);
}

QString CardController::expiresText() const {
  return m_page->card.claims ? format_date(m_page->card.ends_ms) : QString();
}

QString CardController::asOfText() const {
  if (m_page->card.as_of_ms <= 0)
    return m_page->card.claims ? m_context.sentences.text("state.card.no-list") : QString();
  return m_context.sentences.text("state.card.as-of").arg(format_date_and_time(m_page->card.as_of_ms));
}

QString CardController::hint() const { return worded(m_page->hint); }

FindByCode* CardController::search() { return &m_page->search; }

QString CardController::worded(const QByteArray& key) const {
  return key.isEmpty() ? QString() : m_context.sentences.text(key.constData());
}
CardController::LookUp CardController::lookUp() const { return m_page->look_up; }
QString CardController::lookUpSentence() const { return worded(m_page->look_up_error); }

CardController::Status CardController::status() const {
  if (!m_page->found) return Status::NoStatus;
  return is_corrected(*m_page->found) ? Status::Corrected : status_of(m_page->found->state);
}
QString CardController::stateText() const {
  if (!m_page->found) return {};
  return m_context.sentences.text(is_corrected(*m_page->found) ? "state.corrected"
                                                               : application_state_key(m_page->found->state));
}
QString CardController::stateExplained() const {
  if (!m_page->found) return {};
  return m_context.sentences.text(is_corrected(*m_page->found) ? "state.corrected.explained"
                                                               : application_explanation_key(m_page->found->state));
}
QString CardController::reason() const {
  return m_page->found && is_corrected(*m_page->found) ? QString() : m_page->reason.get();
}

QStringList CardController::returnedFields() const {
  QStringList names;
  if (!m_page->found) return names;
  for (const Field field : m_page->found->returned) names << m_context.sentences.text(field_key(field));
  return names;
}

bool CardController::canCorrect() const {
  return m_page->found && m_page->found->state == ApplicationState::returned && !m_page->found->returned.empty() &&
         !m_page->found->corrected;
}

QString CardController::statusMaskedName() const { return m_page->found_name.get(); }
QString CardController::statusOccupation() const {
  return m_page->found ? m_context.sentences.text("occupation." + m_page->found->occupation) : QString();
}
QString CardController::statusUnion() const {
  return m_page->found ? unionNameOf(m_page->found->union_code) : QString();
}
QString CardController::submittedText() const {
  return m_page->found ? format_date_and_time(m_page->found->submitted_ms) : QString();
}
QString CardController::decidedText() const {
  return m_page->found && m_page->found->decided_ms > 0 ? format_date_and_time(m_page->found->decided_ms) : QString();
}
QString CardController::deliveryText() const {
  if (!m_page->found) return {};
  if (m_page->found->correction_waiting) return m_context.sentences.text("state.delivery.correction-waiting");
  const auto delivery = m_sync.deliveryOf(m_page->found->delivery);
  return delivery == SyncController::Delivery::ReceivedByCentre ? QString()
                                                                : m_context.sentences.text(delivery_key(delivery));
}
QString CardController::statusCardText() const {
  return m_page->final_card.isEmpty() ? m_page->card_text.get() : m_page->final_card.get();
}
QString CardController::finalCardText() const { return m_page->final_card.get(); }
QString CardController::statusExpiresText() const {
  return m_page->found && m_page->found->expires_ms > 0 ? format_date(m_page->found->expires_ms) : QString();
}

}  // namespace warmheart
