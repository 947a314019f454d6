#include "app/kiosk/backend/join_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/data_request_service.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart {

namespace {

constexpr std::string_view kJoinConsents[] = {"notice", "id-number", "sms"};  // in the order of the page

}  // namespace

JoinController::JoinController(BackendRegistry& registry, const BackendContext& context,
                               const StationController& station, const SyncController& sync)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_identity(registry, context, station),
      m_work(registry, context, station),
      m_union(registry, context, station, m_work),
      m_signing(registry, context, station),
      m_consents(
          registry, context, station,
          [this] {
            return m_context.sentences.text(sentence_key(Reason::consents_missing)).arg(m_station.unionAddress());
          }),
      m_saved(registry, context, sync) {
  for (FormPart* part : parts()) connect(part, &FormPart::changed, this, &JoinController::inputChanged);
  connect(&m_consents, &Consents::changed, this, &JoinController::inputChanged);
  connect(&m_union, &UnionForm::unionChanged, this,
          [this] { m_consents.show(kJoinConsents, m_union.parties(), false); });
  connect(&m_station, &StationController::changed, this, &JoinController::refreshDelivery);
}

void JoinController::begin() {
  wipe();
  m_application_id = Uuid::make(m_context.clock, m_context.random);
  m_work.begin();
  m_union.begin(QString::fromStdString(m_station.view().mirror.station.union_code()));
  showConsents(false);
}

void JoinController::wipe() {
  m_context.service.forget();
  for (FormPart* part : parts()) part->wipe();
  m_consents.wipe();
  m_saved.wipe();
  m_application_id = m_correction_id = Uuid();
  m_state = State::Editing;
  m_save_error.clear();
  m_by_reader = m_correcting = m_correction_asked = false;
  m_returned.clear();
  Q_EMIT wayChanged();
  Q_EMIT stateChanged();
  Q_EMIT correctionChanged();
}

void JoinController::setByReader(bool value) {
  if (m_by_reader == value) return;
  m_by_reader = value;
  Q_EMIT wayChanged();
}

void JoinController::retranslate() {
  if (!m_application_id.empty()) showConsents(true);
  Q_EMIT stateChanged();
}

void JoinController::showConsents(bool sameAgreements) {
  m_consents.show(kJoinConsents, m_union.parties(), sameAgreements);
  m_union.showConsent(sameAgreements);
}

Draft JoinController::draft() const {
  Draft draft;
  draft.language = m_context.sentences.language().toStdString();
  for (const FormPart* part : parts()) part->write(draft);
  draft.consents = m_consents.records();
  for (Consent& one : m_union.consent().records()) draft.consents.push_back(std::move(one));
  return draft;
}

bool JoinController::hasInput() const {
  return m_consents.anyGiven() || std::ranges::any_of(parts(), [](const FormPart* part) { return part->hasInput(); });
}

bool JoinController::goNext(Step step) {
  switch (step) {
    case Step::ConsentStep: return m_consents.check();
    case Step::IdentityStep: return m_identity.check();
    case Step::WorkStep: return m_work.check();
    case Step::UnionStep: {
      const bool good = m_union.check();
      return (m_correcting || m_union.checkConsent()) && good;
    }
    case Step::SignStep:
      if (!m_signing.check()) return false;
      if (!m_correcting) prepareAct();
      return true;
    case Step::QuestionsStep:
    case Step::ReviewStep:
    case Step::DoneStep: return true;
  }
  return true;
}

// Argon2id takes its time while the rider reads the review page, and none when the button is touched.
void JoinController::prepareAct() {
  const DraftInHand typed(draft());
  auto application = validate(typed.value, today());
  if (!application) return;
  m_context.service.prepare(m_application_id, last_four(*application));
  warmheart::wipe(*application);
}

void JoinController::setState(State state, const char* saveError) {
  m_state = state;
  m_save_error = saveError;
  Q_EMIT stateChanged();
}

void JoinController::refuse(const std::vector<FieldError>& errors) {
  for (FormPart* part : parts()) part->take(errors);
  if (std::ranges::any_of(errors, [](const FieldError& error) { return error.field == Field::consents; }))
    m_consents.check();
  setState(State::Failed, "error.save.fields");
}

void JoinController::submit() {
  if (m_state == State::Saving || m_state == State::Saved) return;
  if (m_correcting || m_application_id.empty()) return;
  const DraftInHand typed(draft());
  auto application = validate(typed.value, today());
  if (!application) return refuse(application.error());
  setState(State::Saving);
  const Uuid id = m_application_id;
  m_context.service.submit(id, std::move(*application), [this, id](const Result<SubmittedApplication>& result) {
    if (id == m_application_id) finishSubmit(result);
  });
}

void JoinController::finishSubmit(const Result<SubmittedApplication>& result) {
  if (!result) return setState(State::Failed, save_error_key(result.error().code));
  m_saved.take(*result);
  m_identity.remember();
  for (FormPart* part : parts()) part->forgetTyped();
  setState(State::Saved);
  refreshDelivery();
}

void JoinController::refreshDelivery() {
  if (m_state != State::Saved || m_correcting) return;
  const Uuid id = m_application_id;
  m_context.service.find_again(id, [this, id](const Result<std::optional<ApplicationView>>& found) {
    if (id == m_application_id && found && *found) m_saved.setDelivery((*found)->delivery);
  });
}

void JoinController::beginCorrection(const ApplicationView& application) {
  wipe();
  m_application_id = application.id;
  m_correcting = true;
  m_returned = application.returned;
  m_correction_id = Uuid::make(m_context.clock, m_context.random);
  m_work.begin();
  m_union.begin(QString::fromStdString(application.union_code));
  for (FormPart* part : parts()) part->ask(m_returned);
  Q_EMIT correctionChanged();
}

void JoinController::beginAskedCorrection(const ApplicationView& application, Field field) {
  ApplicationView one = application;
  one.returned = {field};
  beginCorrection(one);
  m_correction_asked = true;
  Q_EMIT correctionChanged();
}

void JoinController::submitCorrection(RequestProof proof) {
  if (!m_correcting || m_state == State::Saving || m_state == State::Saved) return;
  const DraftInHand typed(draft());
  auto correction = validate_correction(typed.value, m_returned, today());
  if (!correction) return refuse(correction.error());
  setState(State::Saving);
  const Uuid id = m_application_id;
  const auto then = [this, id](const Result<void>& result) {
    if (id != m_application_id) return;
    if (!result) return setState(State::Failed, save_error_key(result.error().code));
    for (FormPart* part : parts()) part->forgetTyped();
    setState(State::Saved);
  };
  if (m_correction_asked)
    m_context.data_requests.correct(m_correction_id, id, std::move(*correction), std::move(proof), then);
  else
    m_context.service.correct(id, m_correction_id, std::move(*correction), std::move(proof), then);
}

void JoinController::refuseToSave(ErrorCode code) { setState(State::Failed, save_error_key(code)); }

QString JoinController::saveError() const {
  return m_save_error.isEmpty() ? QString() : m_context.sentences.text(m_save_error.constData());
}

Date JoinController::today() const { return date_at(m_station.nowMs()); }

}  // namespace warmheart
