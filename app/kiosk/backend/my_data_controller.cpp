#include "app/kiosk/backend/my_data_controller.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/card_controller.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/help_controller.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/person/mask.h"
#include "core/service/rider_request.h"

namespace warmheart {
namespace {

constexpr qsizetype kMaxCodeBytes = 1'100;  // bytes: what a phone still reads from a screen in one go

QString shown(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

MyDataController::MyDataController(BackendRegistry& registry, const BackendContext& context,
                                   const StationController& station, const CardController& card,
                                   const HelpController& help)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station),
      m_card(card),
      m_help(help) {}

void MyDataController::begin() {
  wipe();
  m_state = State::Asking;
  const std::uint64_t generation = m_generation;
  m_context.remote_query.my_data(m_card.proof(), [this, generation](Result<RiderDataView> result) {
    if (generation != m_generation) {
      if (result) result->wipe();
      return;
    }
    m_state = result ? State::Shown : State::Failed;
    if (result)
      m_data = std::move(*result);
    else if (result.error().code == ErrorCode::limit)
      m_error = "error.find.closed";
    else
      m_error = result.error().code == ErrorCode::not_found ? "file.not-found" : "file.offline";
    show();
  });
  Q_EMIT changed();
}

void MyDataController::setRevealed(bool revealed) {
  if (m_revealed == revealed) return;
  m_revealed = revealed;
  show();
}

void MyDataController::retranslate() { show(); }

void MyDataController::show() {
  const Sentences& words = m_context.sentences;
  const bool english = words.language() == u"en";
  const wire::ApplicationFields& fields = m_data.answer.my_data();
  const auto plain_or = [this](const std::string& whole, std::string (*mask)(std::string_view)) {
    return shown(m_revealed || whole.empty() ? whole : mask(whole));
  };
  m_name.set(plain_or(fields.name(), mask_name));
  m_number.set(plain_or(fields.document_number(), mask_number));
  m_mobile.set(plain_or(fields.mobile(), mask_mobile));
  m_platform.set(shown(fields.platform()));
  m_employer.set(shown(fields.employer()));
  const std::string& street = fields.street_code();
  m_street.set(street.size() == 9 && !m_station.areaName(street).isEmpty()
                   ? m_station.areaName(street.substr(0, 6)) + u' ' + m_station.areaName(street)
                   : QString());

  std::vector<Choice> consents, bookings, cases, requests;
  for (const wire::ConsentGiven& one : m_data.answer.consents()) {
    const QString detail = words
                               .text(!one.given()                ? "file.consent.refused"
                                     : one.text_id() == "notice" ? "file.consent.read"
                                                                 : "file.consent.given")
                               .arg(shown(one.version()));
    consents.push_back({shown(one.text_id()), words.text("consent.title." + one.text_id()), detail, one.given()});
  }
  for (const wire::AskBooking& one : m_data.answer.bookings()) {
    const QString place = shown(english && !one.place_en().empty() ? one.place_en() : one.place());
    bookings.push_back(
        {{},
         shown(english && !one.title_en().empty() ? one.title_en() : one.title()),
         words.text("file.booking")
             .arg(format_date_and_time(one.starts_ms()), place, words.text("check.state." + one.state().state())),
         false});
  }
  for (const wire::AskCase& one : m_data.answer.cases()) {
    const QString number = format_grouped(shown(one.number()), {3, 3, 3});
    QString detail = words.text("file.case")
                         .arg(format_date(one.opened_ms()), number, words.text("help.stage." + one.state().state()));
    if (!one.state().answer().empty()) detail += QStringLiteral(" · ") + shown(one.state().answer());
    cases.push_back({shown(one.number()), m_help.nameOfKind(one.kind()), detail, false});
  }
  for (const wire::AskRequestMade& one : m_data.answer.requests()) {
    if (!rider_ask_from(one.ask())) continue;  // of a newer centre
    requests.push_back(
        {shown(one.ask()), words.text("mine.ask." + one.ask()),
         words.text("mine.asked").arg(format_date(one.asked_ms()), words.text("mine.state." + one.state().state())),
         false});
  }
  m_consents.setRows(std::move(consents));
  m_bookings.setRows(std::move(bookings));
  m_cases.setRows(std::move(cases));
  m_requests.setRows(std::move(requests));
  compose();
  Q_EMIT changed();
}

std::vector<std::pair<QString, QString>> MyDataController::lines() const {
  const Sentences& words = m_context.sentences;
  const wire::ApplicationFields& fields = m_data.answer.my_data();
  std::vector<std::pair<QString, QString>> lines = {{words.text("identity.name"), shown(fields.name())},
                                                    {words.text("identity.document"), documentKind()},
                                                    {words.text("identity.number"), shown(fields.document_number())},
                                                    {words.text("identity.mobile"), shown(fields.mobile())},
                                                    {words.text("work.occupation"), occupation()},
                                                    {words.text("work.platform"), platform()},
                                                    {words.text("work.employer"), employer()},
                                                    {words.text("work.street"), street()},
                                                    {words.text("review.union"), unionName()},
                                                    {words.text("file.submitted"), submittedText()},
                                                    {words.text("file.state"), stateText()}};
  for (const Rows<Choice>* list : {&m_consents, &m_bookings, &m_cases, &m_requests}) {
    for (const Choice& row : list->rows()) lines.emplace_back(row.name, row.detail);
  }
  std::erase_if(lines, [](const auto& line) { return line.second.isEmpty(); });
  return lines;
}

void MyDataController::compose() {
  if (m_state != State::Shown) {
    m_copy.wipe();
    return;
  }
  QString copy = m_context.sentences.text("file.copy.head").arg(format_date(m_station.nowMs()));
  for (const auto& [label, value] : lines()) {
    const QString next = QStringLiteral("\n") + label + QStringLiteral(": ") + value;
    if ((copy + next).toUtf8().size() > kMaxCodeBytes) {
      copy += QStringLiteral("\n") + m_context.sentences.text("file.copy.more");
      break;
    }
    copy += next;
  }
  m_copy.set(copy);
  warmheart::wipe(copy);
}

QString MyDataController::sentence() const {
  return m_error.isEmpty() ? QString() : m_context.sentences.text(m_error.constData());
}
QString MyDataController::documentKind() const {
  const std::string& kind = m_data.answer.my_data().document_kind();
  return kind.empty() ? QString() : m_context.sentences.text("document." + kind);
}
QString MyDataController::occupation() const {
  const std::string& occupation = m_data.answer.my_data().occupation();
  return occupation.empty() ? QString() : m_context.sentences.text("occupation." + occupation);
}
QString MyDataController::unionName() const {
  const wire::ReceivingUnion* receiver = m_station.unionOf(m_data.application.union_code);
  return receiver ? m_station.nameOf(*receiver) : shown(m_data.application.union_name);
}
QString MyDataController::submittedText() const {
  return m_data.application.submitted_ms > 0 ? format_date_and_time(m_data.application.submitted_ms) : QString();
}
QString MyDataController::stateText() const {
  return m_state == State::Shown ? m_context.sentences.text(application_state_key(m_data.application.state))
                                 : QString();
}

std::vector<SecretQString*> MyDataController::personal() {
  return {&m_name, &m_number, &m_mobile, &m_platform, &m_employer, &m_street, &m_copy};
}

void MyDataController::wipe() {
  ++m_generation;
  m_state = State::Idle;
  m_error.clear();
  m_revealed = false;
  m_data.wipe();
  for (SecretQString* text : personal()) text->wipe();
  for (Rows<Choice>* list : {&m_consents, &m_bookings, &m_cases, &m_requests}) list->setRows({});
  Q_EMIT changed();
}

}  // namespace warmheart
