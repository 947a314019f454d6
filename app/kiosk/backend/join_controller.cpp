#include "app/kiosk/backend/join_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/join_form.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/device/id_card_frames.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/data_request_service.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/service/rider.h"

namespace warmheart {

namespace {

// The enumerators of both stand in the same order; static_assert keeps the ends together.
Field core_field(JoinController::Field field) { return static_cast<Field>(field); }
static_assert(static_cast<int>(Field::name) == static_cast<int>(JoinController::Field::NameField));
static_assert(static_cast<int>(Field::street) == static_cast<int>(JoinController::Field::StreetField));
static_assert(static_cast<int>(Field::consents) == static_cast<int>(JoinController::Field::ConsentsField));

std::vector<Field> fields_of(JoinController::Step step) {
  switch (step) {
    case JoinController::Step::QuestionsStep: return {};
    case JoinController::Step::ConsentStep: return {Field::consents};
    case JoinController::Step::IdentityStep: return {Field::name, Field::document, Field::mobile};
    case JoinController::Step::WorkStep: return {Field::occupation, Field::platform, Field::employer, Field::street};
    case JoinController::Step::UnionStep: return {Field::receiving_union};
    case JoinController::Step::SignStep: return {Field::signature};
    case JoinController::Step::ReviewStep: return {};
    case JoinController::Step::DoneStep: return {};
  }
  return {};
}

// Wipes what it holds when the scope ends.
struct DraftInHand {
  Draft value;
  explicit DraftInHand(Draft draft) : value(std::move(draft)) {}
  ~DraftInHand() { wipe(value); }
};

// An error that says no more than "this is still empty".
bool is_missing(Reason reason) {
  switch (reason) {
    case Reason::name_empty:
    case Reason::document_empty:
    case Reason::mobile_empty:
    case Reason::occupation_empty:
    case Reason::street_empty:
    case Reason::union_empty:
    case Reason::signature_empty:
    case Reason::consents_missing: return true;
    default: return false;
  }
}

}  // namespace

JoinController::JoinController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                               const SyncController& sync)
    : PersonalData(registry.personal, Keeps::until_home), Translated(registry.translation), m_context(context), m_station(station), m_sync(sync),
      m_form(std::make_unique<JoinForm>()) {
  connect(&m_form->consents, &ConsentModel::givenChanged, this, [this] {
    m_form->drop_errors_of(warmheart::Field::consents);
    Q_EMIT formChanged();
    Q_EMIT errorsChanged();
  });
  connect(&m_form->union_consent, &ConsentModel::givenChanged, this, [this] {
    m_form->union_consent_missing = false;
    Q_EMIT formChanged();
    Q_EMIT errorsChanged();
  });
  connect(&m_form->signature, &SignatureStrokes::emptyChanged, this, [this] {
    m_form->drop_errors_of(warmheart::Field::signature);
    Q_EMIT formChanged();
    Q_EMIT errorsChanged();
  });
  connect(&m_station, &StationController::changed, this, &JoinController::refreshDelivery);
  connect(&m_sync, &SyncController::changed, this, &JoinController::resultChanged);
}

JoinController::~JoinController() { m_form->wipe(); }

void JoinController::begin() {
  wipe();
  m_form->application_id = Uuid::make(m_context.clock, m_context.random);
  fillChoices();
  m_form->union_code = QString::fromStdString(m_station.view().mirror.station.union_code());
  fillConsents(false);
  Q_EMIT formChanged();
}

void JoinController::wipe() {
  m_context.service.forget();
  m_form->wipe();
  Q_EMIT stateChanged();
  Q_EMIT formChanged();
  Q_EMIT errorsChanged();
  Q_EMIT correctionChanged();
  Q_EMIT resultChanged();
}

void JoinController::edited(Field field) {
  m_form->drop_errors_of(core_field(field));
  Q_EMIT formChanged();
  Q_EMIT errorsChanged();
}

void JoinController::retranslate() {
  if (m_form->identity_only) fillChoices();
  if (!m_form->application_id.empty()) {
    fillChoices();
    fillConsents(true);
  }
  Q_EMIT stateChanged();
  Q_EMIT formChanged();
  Q_EMIT errorsChanged();
  Q_EMIT resultChanged();
}

void JoinController::leaveField(Field field) {
  const DraftInHand draft(m_form->draft(m_context.sentences.language().toStdString()));
  m_form->drop_errors_of(core_field(field));
  for (FieldError& error : check_field(draft.value, core_field(field), today())) {
    // A field that was only passed through is asked for by the step's button, not before.
    if (!is_missing(error.reason)) m_form->errors.push_back(std::move(error));
  }
  Q_EMIT errorsChanged();
}

bool JoinController::check(const std::vector<warmheart::Field>& fields) {
  const DraftInHand draft(m_form->draft(m_context.sentences.language().toStdString()));
  bool good = true;
  for (const warmheart::Field field : fields) {
    if (!asks(static_cast<Field>(field))) continue;
    m_form->drop_errors_of(field);
    if (field == warmheart::Field::consents) {
      // The union's consent is asked on the union's own page.
      if (m_form->consents.complete()) continue;
      m_form->errors.push_back({field, Reason::consents_missing, {}});
      good = false;
      continue;
    }
    for (FieldError& error : check_field(draft.value, field, today())) {
      m_form->errors.push_back(std::move(error));
      good = false;
    }
  }
  Q_EMIT errorsChanged();
  return good;
}

bool JoinController::goNext(Step step) {
  bool good = check(fields_of(step));
  if (step == Step::UnionStep && !m_form->correcting) {
    m_form->union_consent_missing = !unionConsentGiven();
    good = good && !m_form->union_consent_missing;
    Q_EMIT errorsChanged();
  }
  if (good && step == Step::SignStep && !m_form->correcting) prepareAct();
  return good;
}

// Argon2id takes its time while the rider reads the review page, and none when the button is touched.
void JoinController::prepareAct() {
  const DraftInHand draft(m_form->draft(m_context.sentences.language().toStdString()));
  auto application = validate(draft.value, today());
  if (!application) return;
  m_context.service.prepare(m_form->application_id, last_four(*application));
  warmheart::wipe(*application);
}

void JoinController::acceptDocumentSuggestion() {
  for (const FieldError& error : m_form->errors) {
    if (error.suggestion.empty()) continue;
    QString number = QString::fromStdString(error.suggestion);
    setDocumentNumber(number);
    warmheart::wipe(number);
    return leaveField(Field::DocumentField);
  }
}

QString JoinController::documentSuggestion() const {
  for (const FieldError& error : m_form->errors) {
    if (!error.suggestion.empty()) return format_grouped(QString::fromStdString(error.suggestion), {6, 8, 4});
  }
  return {};
}

QString JoinController::sentenceFor(Field field) const {
  for (const FieldError& error : m_form->errors) {
    if (error.field != core_field(field)) continue;
    const QString sentence = m_context.sentences.text(sentence_key(error.reason));
    return error.reason == Reason::consents_missing ? sentence.arg(m_station.unionAddress()) : sentence;
  }
  if (field == Field::UnionField && m_form->union_consent_missing) return m_context.sentences.text("error.union.consent");
  return {};
}

void JoinController::setState(State state, const char* saveError) {
  m_form->state = state;
  m_form->save_error = saveError;
  Q_EMIT stateChanged();
}

void JoinController::submit() {
  if (m_form->state == State::Saving || m_form->state == State::Saved) return;
  if (m_form->correcting) return submitCorrection();
  if (m_form->application_id.empty()) return;
  const DraftInHand draft(m_form->draft(m_context.sentences.language().toStdString()));
  auto application = validate(draft.value, today());
  if (!application) {
    m_form->errors = std::move(application.error());
    Q_EMIT errorsChanged();
    return setState(State::Failed, "error.save.fields");
  }
  setState(State::Saving);
  const Uuid id = m_form->application_id;
  m_context.service.submit(id, std::move(*application), [this, id](const Result<SubmittedApplication>& result) {
    if (id == m_form->application_id) finishSubmit(result);
  });
}

void JoinController::finishSubmit(const Result<SubmittedApplication>& result) {
  if (!result) return setState(State::Failed, save_error_key(result.error().code));
  m_form->query_code.set(QString::fromStdString(result->query_code));
  m_form->card_text.set(QString::fromStdString(result->card_text));
  m_form->masked_name.set(QString::fromStdString(result->masked_name));
  m_form->expires_ms = result->card_expires_ms;
  m_form->delivery = Delivery::saved;
  m_form->forget_typed();
  Q_EMIT formChanged();
  Q_EMIT resultChanged();
  setState(State::Saved);
  refreshDelivery();
}

void JoinController::refreshDelivery() {
  if (m_form->state != State::Saved || m_form->correcting) return;
  const Uuid id = m_form->application_id;
  m_context.service.find_again(id, [this, id](const Result<std::optional<ApplicationView>>& found) {
    if (id != m_form->application_id || !found || !*found) return;
    if ((*found)->delivery == m_form->delivery) return;
    m_form->delivery = (*found)->delivery;
    Q_EMIT resultChanged();
  });
}

void JoinController::beginCorrection(const ApplicationView& application) {
  wipe();
  m_form->application_id = application.id;
  m_form->correcting = true;
  m_form->returned = application.returned;
  m_form->union_code = QString::fromStdString(application.union_code);
  m_form->correction_id = Uuid::make(m_context.clock, m_context.random);
  fillChoices();
  Q_EMIT formChanged();
  Q_EMIT correctionChanged();
}

void JoinController::beginAskedCorrection(const ApplicationView& application, warmheart::Field field) {
  ApplicationView one = application;
  one.returned = {field};
  beginCorrection(one);
  m_form->correction_asked = true;
  Q_EMIT correctionChanged();
}

bool JoinController::correctionAsked() const { return m_form->correction_asked; }

void JoinController::beginIdentity(bool withDocument, bool withOccupation) {
  wipe();
  m_form->identity_only = true;
  m_form->returned.assign(std::begin(kCallBackFields), std::end(kCallBackFields));
  if (withDocument) m_form->returned.push_back(warmheart::Field::document);
  if (withOccupation) m_form->returned.push_back(warmheart::Field::occupation);
  fillChoices();
  Q_EMIT formChanged();
  Q_EMIT correctionChanged();
}

std::optional<Rider> JoinController::identity() {
  if (!m_form->identity_only || !check(m_form->returned)) return std::nullopt;
  const DraftInHand draft(m_form->draft(m_context.sentences.language().toStdString()));
  const bool whole = asks(Field::DocumentField);
  auto rider = validate_rider(draft.value, today(), whole ? std::span<const warmheart::Field>(kIdentityFields) : kCallBackFields);
  return rider ? std::optional<Rider>(std::move(*rider)) : std::nullopt;
}

void JoinController::takeIdCard(const IdCard& card) {
  if (asksName()) {
    QString name = QString::fromStdString(card.name);
    setName(name);
    warmheart::wipe(name);
    leaveField(Field::NameField);
  }
  if (asksDocument()) {
    QString number = QString::fromStdString(card.number);
    setDocumentKind(QString::fromUtf8(wire_name(card.kind)));
    setDocumentNumber(number);
    warmheart::wipe(number);
    leaveField(Field::DocumentField);
  }
}

void JoinController::submitCorrection() {
  if (!m_form->correcting || m_form->state == State::Saving || m_form->state == State::Saved) return;
  const DraftInHand draft(m_form->draft(m_context.sentences.language().toStdString()));
  auto correction = validate_correction(draft.value, m_form->returned, today());
  if (!correction) {
    m_form->errors = std::move(correction.error());
    Q_EMIT errorsChanged();
    return setState(State::Failed, "error.save.fields");
  }
  setState(State::Saving);
  const Uuid id = m_form->application_id;
  const auto then = [this, id](const Result<void>& result) {
    if (id != m_form->application_id) return;
    if (!result) return setState(State::Failed, save_error_key(result.error().code));
    m_form->forget_typed();
    Q_EMIT formChanged();
    setState(State::Saved);
  };
  if (m_form->correction_asked) m_context.data_requests.correct(m_form->correction_id, id, std::move(*correction), then);
  else m_context.service.correct(id, m_form->correction_id, std::move(*correction), then);
}

void JoinController::refuseToSave(ErrorCode code) { setState(State::Failed, save_error_key(code)); }

Date JoinController::today() const { return date_at(m_station.nowMs()); }

}  // namespace warmheart
