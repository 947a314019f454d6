#include "app/kiosk/backend/help_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/sync_controller.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/person/mask.h"

namespace warmheart {

namespace {

constexpr int kHelpPollMs = 3'000;
constexpr std::size_t kEmergencyDigits = 3;  // 110, 119, 120, 122; 12351 is for what can wait
constexpr std::string_view kHelpConsents[] = {kHelpConsent};

}  // namespace

HelpController::HelpController(BackendRegistry& registry, const BackendContext& context,
                               const StationController& station)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_identity(registry, context, station),
      m_consents(registry, context, station, [this] { return m_context.sentences.text("help.consent.missing"); }) {
  connect(&m_station, &StationController::changed, this, &HelpController::refresh);
  connect(&m_identity, &FormPart::changed, this, &HelpController::formChanged);
  m_pollTimer.setInterval(kHelpPollMs);
  connect(&m_pollTimer, &QTimer::timeout, this, &HelpController::poll);
  refresh();
}

HelpController::~HelpController() { wipe(); }

void HelpController::refresh() {
  m_context.help.kinds([this](const Result<std::vector<wire::CaseKind>>& result) {
    if (!result) return;  // the station's own problem is told on Home
    m_kinds = *result;
    show();
  });
  if (m_case) poll();
}

void HelpController::retranslate() {
  show();
  if (!m_kind.empty()) fillTopics();
  if (!m_kind.empty()) showConsents(true);
  Q_EMIT formChanged();
  Q_EMIT caseChanged();
}

QString HelpController::inLanguage(const std::string& text, const std::string& text_en) const {
  return QString::fromStdString(m_context.sentences.language() == u"en" && !text_en.empty() ? text_en : text);
}

void HelpController::show() {
  std::vector<Choice> kinds, numbers, hotlines;
  for (const wire::CaseKind& kind : m_kinds) {
    kinds.push_back({QString::fromStdString(kind.code()), inLanguage(kind.name(), kind.name_en()),
                     inLanguage(kind.about(), kind.about_en()), false});
  }
  const StationView& view = m_station.view();
  for (const wire::EmergencyNumber& one : view.mirror.emergencies) {
    std::vector<Choice>& among = one.number().size() > kEmergencyDigits ? hotlines : numbers;
    among.push_back({QString::fromStdString(one.number()), inLanguage(one.name(), one.name_en()),
                     QString::fromStdString(one.number()), false});
  }
  m_kind_rows.setRows(std::move(kinds));
  m_emergencies.setRows(std::move(numbers));
  m_hotlines.setRows(std::move(hotlines));
  Q_EMIT mirrorChanged();
  Q_EMIT formChanged();
}

QString HelpController::announcement() const {
  const std::string language = m_context.sentences.language().toStdString();
  const auto& all = m_station.view().mirror.announcements;
  const auto found =
      std::ranges::find_if(all, [&language](const wire::Announcement& one) { return one.language() == language; });
  return found == all.end() ? QString() : QString::fromStdString(found->text());
}

// ---------------------------------------------------------------- the form

void HelpController::choose(const QString& kind) {
  wipe();
  m_kind = kind.toStdString();
  m_id = Uuid::make(m_context.clock, m_context.random);
  m_secret.set(QString::fromStdString(make_case_secret(m_context.random)));
  m_named = needsName();
  m_identity.ask({std::begin(kCallBackFields), std::end(kCallBackFields)});
  fillTopics();
  showConsents(false);
  Q_EMIT formChanged();
}

const wire::CaseKind* HelpController::kindOf(const std::string& code) const {
  const auto found = std::ranges::find_if(m_kinds, [&](const wire::CaseKind& kind) { return kind.code() == code; });
  return found == m_kinds.end() ? nullptr : &*found;
}

void HelpController::fillTopics() {
  std::vector<Choice> rows;
  if (const wire::CaseKind* kind = kindOf(m_kind)) {
    for (const std::string& topic : kind->topics())
      rows.push_back({QString::fromStdString(topic), m_context.sentences.text("help.topic." + topic), {}, false});
  }
  m_topics.setRows(std::move(rows));
}

void HelpController::showConsents(bool sameAgreements) {
  m_consents.show(kHelpConsents,
                  {m_station.controllerName().toStdString(), m_station.controllerPhone().toStdString(), {}, {}},
                  sameAgreements);
}

QString HelpController::kindName() const { return nameOfKind(m_kind); }
QString HelpController::kindAbout() const {
  return kindOf(m_kind) ? inLanguage(kindOf(m_kind)->about(), kindOf(m_kind)->about_en()) : QString();
}
QString HelpController::kindPhone() const {
  return kindOf(m_kind) ? QString::fromStdString(kindOf(m_kind)->phone()) : QString();
}
bool HelpController::needsName() const { return kindOf(m_kind) && kindOf(m_kind)->needs_name(); }

QString HelpController::dueText() const {
  const wire::CaseKind* kind = kindOf(m_kind);
  if (!kind) return {};
  const std::uint32_t hours = kind->due_hours(), days = hours / 24;
  return hours % 24 == 0 ? m_context.sentences.text("help.due-days", days).arg(days)
                         : m_context.sentences.text("help.due-hours", hours).arg(hours);
}

void HelpController::setTopic(const QString& value) {
  m_topic = m_topic == value ? QString() : value;
  m_wish_error.clear();
  Q_EMIT formChanged();
}

void HelpController::setWish(const QString& value) {
  if (!m_wish.set(value)) return;
  m_wish_error.clear();
  Q_EMIT formChanged();
}

void HelpController::setNamed(bool value) {
  m_named = value || needsName();
  if (!m_named) m_call_back = false;
  if (!m_named) forgetCard();
  Q_EMIT formChanged();
}

void HelpController::takeCard(const QString& scanned) {
  if (m_state == State::Saving || m_state == State::Opened || m_id.empty()) return;
  const std::uint64_t generation = ++m_generation;
  m_context.service.check_card(scanned.toStdString(), [this, generation, scanned](const Result<CardCheck>& result) {
    if (generation == m_generation) finishCard(scanned, result);
  });
}

void HelpController::finishCard(const QString& scanned, const Result<CardCheck>& result) {
  forgetCard();
  if (result && result->claims && is_good(result->state)) {
    m_rider.card = result->claims->card_number;
    m_card_name.set(QString::fromStdString(result->claims->masked_name));
    m_named = true;
    m_identity.recent()->keepCard(scanned, m_card_name.get());
  } else {
    m_card_error = result ? card_state_key(result->state) : "state.card.unreadable";
  }
  Q_EMIT formChanged();
}

void HelpController::dropCard() {
  forgetCard();
  Q_EMIT formChanged();
}

void HelpController::forgetCard() {
  warmheart::wipe(m_rider);
  m_card_name.wipe();
  m_card_error.clear();
}

QString HelpController::cardRefusal() const {
  return m_card_error.isEmpty() ? QString() : m_context.sentences.text(m_card_error.constData());
}

void HelpController::setCallBack(bool value) {
  m_call_back = value;
  Q_EMIT formChanged();
}

QString HelpController::wishError() const {
  return m_wish_error.isEmpty() ? QString() : m_context.sentences.text(m_wish_error.constData());
}

void HelpController::submit() {
  if (m_state == State::Saving || m_state == State::Opened || m_id.empty()) return;
  const auto read = read_wish(m_wish.get().toStdString());
  if (!read)
    m_wish_error = "error.help.long";
  else if (read->empty() && m_topic.isEmpty())
    m_wish_error = "error.help.empty";
  const bool agreed = !m_named || m_consents.check();
  const bool by_card = m_named && m_rider.card;
  const bool known = !m_named || by_card || m_identity.check();
  Q_EMIT formChanged();
  if (!m_wish_error.isEmpty() || !agreed || !known) return;
  std::optional<Rider> rider = by_card || !m_named ? std::optional<Rider>(m_rider) : m_identity.rider({});
  if (!rider) return;
  m_state = State::Saving;
  m_unnamed_case = rider->empty() || last_four(*rider).empty();
  Q_EMIT caseChanged();
  NewCase request;
  request.id = m_id;
  request.kind = m_kind;
  request.topic = m_topic.toStdString();
  request.rider = std::move(*rider);
  request.wish = m_wish.get().toStdString();
  request.call_back = m_call_back;
  request.secret = SecretString(m_secret.get().toStdString());
  if (m_named) request.masked_name = by_card ? m_card_name.get().toStdString() : mask_name(request.rider.name);
  if (m_named) request.consents = m_consents.records();
  const std::uint64_t generation = ++m_generation;
  m_context.help.open(std::move(request), [this, generation](const Result<HelpCase>& result) {
    if (generation == m_generation) finish(result);
  });
}

void HelpController::finish(const Result<HelpCase>& result) {
  if (!result) {
    m_state = State::Failed;
    m_error = result.error().code == ErrorCode::not_found ? "error.help.gone" : save_error_key(result.error().code);
    return Q_EMIT caseChanged();
  }
  m_state = State::Opened;
  m_case = *result;
  m_given_number.set(
      QString::fromUtf8(result->number.view().data(), static_cast<qsizetype>(result->number.view().size())));
  m_wish.wipe();
  if (m_named && !m_rider.card) m_identity.remember();
  m_identity.wipe();
  forgetCard();
  m_pollTimer.start();
  Q_EMIT formChanged();
  Q_EMIT caseChanged();
}

// ---------------------------------------------------------------- the case

void HelpController::poll() {
  if (!m_case) return m_pollTimer.stop();
  const std::uint64_t generation = m_generation;
  m_context.help.read(m_case->id, [this, generation](const Result<HelpCase>& result) {
    if (generation != m_generation || !result || !m_case) return;
    m_case = *result;
    Q_EMIT caseChanged();
  });
}

QString HelpController::sentence() const {
  return m_state == State::Failed ? m_context.sentences.text(m_error.constData()) : QString();
}
QString HelpController::numberShown() const { return format_grouped(m_given_number.get(), {3, 3, 3}); }

QString HelpController::caseKindName() const { return m_case ? nameOfKind(m_case->kind) : QString(); }
QString HelpController::nameOfKind(const std::string& code) const {
  const wire::CaseKind* kind = kindOf(code);
  return kind ? inLanguage(kind->name(), kind->name_en()) : QString();
}
bool HelpController::savedHere() const {
  return m_case && m_case->stage == CaseStage::received && m_case->delivery == Delivery::saved;
}
int HelpController::stage() const { return !m_case ? 0 : savedHere() ? -1 : static_cast<int>(m_case->stage); }
QString HelpController::stageText() const {
  if (savedHere()) return m_context.sentences.text("help.saved");
  return m_case ? m_context.sentences.text(std::string("help.stage.") + wire_name(m_case->stage)) : QString();
}
QString HelpController::stageExplained() const {
  if (!m_case) return {};
  if (savedHere()) return m_context.sentences.text("help.saved.explained");
  const QString sentence = m_context.sentences.text(std::string("help.explained.") + wire_name(m_case->stage));
  return m_case->stage == CaseStage::dispatched ? sentence.arg(unionName()) : sentence;
}
QString HelpController::unionName() const {
  if (!m_case) return {};
  for (const wire::ReceivingUnion& one : m_station.view().mirror.unions) {
    if (one.name() == m_case->union_name) return m_station.nameOf(one);
  }
  return QString::fromStdString(m_case->union_name);
}
QString HelpController::answer() const { return m_case ? QString::fromStdString(m_case->answer) : QString(); }
bool HelpController::canRate() const {
  return m_case && m_case->answered_ms > 0 && !m_case->answer.empty() && !m_case->rated && m_rating_said.isEmpty();
}
bool HelpController::canReopen() const {
  return m_case && m_case->answered_ms > 0 && !m_case->answer.empty() && m_case->rated && !m_content;
}
QString HelpController::ratingText() const {
  return m_rating_said.isEmpty() ? QString() : m_context.sentences.text(m_rating_said.constData());
}

void HelpController::rate(const QString& face) {
  if (!canRate()) return;
  m_rating_said = "face.thanks";
  m_content = face != QLatin1String("poor");
  Q_EMIT caseChanged();
  const std::uint64_t generation = m_generation;
  m_context.help.rate(m_case->id, face.toStdString(), [this, generation](const Result<HelpCase>& result) {
    if (generation != m_generation) return;
    if (result)
      m_case = *result;
    else
      m_rating_said = save_error_key(result.error().code);
    Q_EMIT caseChanged();
  });
}

void HelpController::reopen() {
  if (!canReopen()) return;
  const std::uint64_t generation = m_generation;
  m_context.help.reopen(m_case->id, [this, generation](const Result<HelpCase>& result) {
    if (generation != m_generation) return;
    if (result) m_case = *result;
    m_rating_said = result ? QByteArray() : QByteArray(save_error_key(result.error().code));
    Q_EMIT caseChanged();
  });
}

QString HelpController::dueBy() const {
  return m_case && m_case->due_ms > 0 ? format_date_and_time(m_case->due_ms) : QString();
}
QString HelpController::keepHint() const {
  if (m_given_number.isEmpty()) return {};
  return m_context.sentences.text(m_unnamed_case ? "help.keep.unnamed" : "help.keep");
}
int HelpController::delivery() const {
  return m_case ? static_cast<int>(SyncController::simpleDelivery(m_case->delivery)) : 0;
}
QString HelpController::deliveryText() const {
  return m_case ? m_context.sentences.text(delivery_key(SyncController::simpleDelivery(m_case->delivery))) : QString();
}

// ---------------------------------------------------------------- found again

void HelpController::showFound(HelpCase found) {
  ++m_generation;
  m_given_number.wipe();
  m_rating_said.clear();
  m_content = false;
  m_case = std::move(found);
  m_state = State::Opened;
  m_pollTimer.start();
  Q_EMIT caseChanged();
}

void HelpController::wipe() {
  ++m_generation;
  m_pollTimer.stop();
  m_kind.clear();
  m_id = Uuid();
  m_topic.clear();
  m_named = m_call_back = m_unnamed_case = false;
  m_wish_error.clear();
  forgetCard();
  m_identity.wipe();
  m_consents.wipe();
  m_topics.setRows({});
  m_state = State::Editing;
  m_error.clear();
  m_rating_said.clear();
  m_content = false;
  m_case.reset();
  for (SecretQString* text : {&m_wish, &m_given_number, &m_secret}) text->wipe();
  Q_EMIT formChanged();
  Q_EMIT caseChanged();
}

}  // namespace warmheart
