// JoinController: what can be chosen, from the mirror of the feed, the areas table and the sentences.
#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/join_controller.h"
#include "app/kiosk/backend/join_form.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/member/occupation.h"
#include "core/member/receiving_union.h"

namespace warmheart {

namespace {

constexpr DocumentKind kDocumentKinds[] = {DocumentKind::resident_id, DocumentKind::residence_permit,
                                           DocumentKind::foreign_permanent};
constexpr const char* kOwnConsents[] = {"notice", "id-number", "receiving-union", "sms"};  // in the order of the page
const QString kUnionConsent = QStringLiteral("receiving-union");  // asked where the union is known, not before

std::vector<Choice> choices_of(const std::vector<Area>& areas) {
  std::vector<Choice> rows;
  rows.reserve(areas.size());
  for (const Area& area : areas) rows.push_back({QString::fromStdString(area.code), QString::fromStdString(area.name), {}, false});
  return rows;
}

QString proposal(const MirrorView& mirror, const JoinForm& form) {
  std::vector<UnionServes> serving;
  serving.reserve(mirror.unions.size());
  for (const wire::ReceivingUnion& receiver : mirror.unions) {
    serving.push_back({receiver.code(), receiver.kind(), {receiver.streets().begin(), receiver.streets().end()}});
  }
  return QString::fromStdString(propose_union(serving, form.street_code.toStdString(), mirror.station.union_code()));
}

}  // namespace

ChoiceModel* JoinController::documentKinds() { return &m_form->document_kinds; }
ChoiceModel* JoinController::occupations() { return &m_form->occupations; }
ChoiceModel* JoinController::platforms() { return &m_form->platforms; }
ChoiceModel* JoinController::districts() { return &m_form->districts; }
ChoiceModel* JoinController::streets() { return &m_form->streets; }
ChoiceModel* JoinController::unions() { return &m_form->unions; }
ConsentModel* JoinController::consents() { return &m_form->consents; }

void JoinController::fillChoices() {
  const Sentences& sentences = m_context.sentences;
  std::vector<Choice> kinds;
  for (const DocumentKind kind : kDocumentKinds) {
    kinds.push_back({QString::fromUtf8(wire_name(kind)), sentences.text(std::string("document.") + wire_name(kind)), {}, false});
  }
  m_form->document_kinds.setRows(std::move(kinds));
  std::vector<Choice> occupations;
  for (const std::string_view name : kOccupations) {
    occupations.push_back({QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                           sentences.text("occupation." + std::string(name)), {}, false});
  }
  m_form->occupations.setRows(std::move(occupations));
  const auto& areas = m_station.view().areas;
  m_form->districts.setRows(areas ? choices_of(areas->districts()) : std::vector<Choice>());
  fillPlatforms();
  fillStreets();
  fillUnions();
}

void JoinController::fillPlatforms() {
  // Brand names are the same in every language, and are kept as people know them.
  std::vector<Choice> rows;
  for (const std::string_view name : platforms_of(m_form->occupation.toStdString())) {
    const QString brand = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    rows.push_back({brand, brand, {}, false});
  }
  m_form->platforms.setRows(std::move(rows));
}

void JoinController::fillStreets() {
  const auto& areas = m_station.view().areas;
  m_form->streets.setRows(areas ? choices_of(areas->streets_of(m_form->district_code.toStdString())) : std::vector<Choice>());
}

void JoinController::fillUnions() {
  const MirrorView& mirror = m_station.view().mirror;
  const QString proposed = proposal(mirror, *m_form);
  std::vector<Choice> rows;
  for (const wire::ReceivingUnion& receiver : mirror.unions) {
    const QString code = QString::fromStdString(receiver.code());
    rows.push_back({code, m_station.nameOf(receiver), QString::fromStdString(receiver.address()), code == proposed});
  }
  std::ranges::stable_partition(rows, &Choice::proposed);
  m_form->unions.setRows(std::move(rows));
}

void JoinController::fillConsents(bool sameAgreements) {
  const MirrorView& mirror = m_station.view().mirror;
  const QString& language = m_context.sentences.language();
  ConsentPlaces places{mirror.station.controller_name(), mirror.station.controller_phone(), {}, {}};
  if (const wire::ReceivingUnion* receiver = m_station.unionOf(m_form->union_code.toStdString())) {
    places.union_name = m_station.nameOf(*receiver).toStdString();
    places.union_phone = receiver->phone();
  }
  std::vector<ConsentRow> rows, of_union;
  for (const char* id : kOwnConsents) {
    for (const wire::ConsentText& text : mirror.consent_texts) {
      if (text.id() != id || text.language() != language.toStdString()) continue;
      ConsentRow row;
      row.id = QString::fromUtf8(id);
      row.version = QString::fromStdString(text.version());
      row.text = QString::fromStdString(show_consent(text.text(), places));
      row.language = language;
      row.required = text.required();
      (row.id == kUnionConsent ? of_union : rows).push_back(std::move(row));
    }
  }
  m_form->consents.setTexts(std::move(rows), sameAgreements);
  m_form->union_consent.setTexts(std::move(of_union), sameAgreements);
}

void JoinController::takeUnion(const QString& code) {
  m_form->union_code = code;
  m_form->union_consent_missing = false;
  fillConsents(false);
  edited(Field::UnionField);
}

void JoinController::proposeUnion() {
  m_form->union_chosen = false;
  const QString code = proposal(m_station.view().mirror, *m_form);
  if (code != m_form->union_code) takeUnion(code);
}

bool JoinController::unionProposed() const { return m_form->union_code == proposal(m_station.view().mirror, *m_form); }

QString JoinController::unionConsentText() const { return m_form->union_consent.textOf(kUnionConsent); }
bool JoinController::unionConsentGiven() const { return m_form->union_consent.isGiven(kUnionConsent); }
void JoinController::setUnionConsentGiven(bool given) {
  m_form->union_consent_missing = false;
  m_form->union_consent.setGiven(kUnionConsent, given);
}

QString JoinController::documentKindName() const { return m_form->document_kinds.nameOf(m_form->document_kind); }
QString JoinController::occupationName() const { return m_form->occupations.nameOf(m_form->occupation); }
QString JoinController::districtName() const { return m_form->districts.nameOf(m_form->district_code); }
QString JoinController::streetName() const {
  if (m_form->outside_city) return m_context.sentences.text("join.street.outside");
  return m_form->streets.nameOf(m_form->street_code);
}

QString JoinController::unionName() const { return m_form->unions.nameOf(m_form->union_code); }

QString JoinController::unionAddress() const {
  const wire::ReceivingUnion* receiver = m_station.unionOf(m_form->union_code.toStdString());
  return receiver ? QString::fromStdString(receiver->address()) : QString();
}

QString JoinController::unionPhone() const {
  const wire::ReceivingUnion* receiver = m_station.unionOf(m_form->union_code.toStdString());
  return receiver ? QString::fromStdString(receiver->phone()) : QString();
}

}  // namespace warmheart
