#include "app/kiosk/backend/union_form.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/backend/work_form.h"
#include "app/kiosk/language/sentences.h"
#include "core/member/receiving_union.h"

namespace warmheart {

namespace {

constexpr std::string_view kConsent[] = {"receiving-union"};
const QString kConsentId = QStringLiteral("receiving-union");

}  // namespace

UnionForm::UnionForm(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                     const WorkForm& work)
    : FormPart(registry, context, station, {Field::receiving_union}),
      m_work(work),
      m_consent(registry, context, station, [this] { return m_context.sentences.text("error.union.consent"); }) {
  connect(&m_work, &WorkForm::streetChosen, this, &UnionForm::followStreet);
  connect(&m_consent, &Consents::changed, this, [this] {
    Q_EMIT changed();
    Q_EMIT errorsChanged();
  });
}

QString UnionForm::proposal() const {
  const MirrorView& mirror = m_station.view().mirror;
  std::vector<UnionServes> serving;
  serving.reserve(mirror.unions.size());
  for (const wire::ReceivingUnion& receiver : mirror.unions) {
    serving.push_back({receiver.code(), receiver.kind(), {receiver.streets().begin(), receiver.streets().end()}});
  }
  return QString::fromStdString(propose_union(serving, m_work.streetCode().toStdString(), mirror.station.union_code()));
}

void UnionForm::fillLists() {
  const QString proposed = proposal();
  std::vector<Choice> rows;
  for (const wire::ReceivingUnion& receiver : m_station.view().mirror.unions) {
    const QString code = QString::fromStdString(receiver.code());
    rows.push_back({code, m_station.nameOf(receiver), m_station.addressOf(receiver), code == proposed});
  }
  std::ranges::stable_partition(rows, &Choice::proposed);
  m_unions.setRows(std::move(rows));
  fillFound();
}

void UnionForm::fillFound() {
  const StationView& view = m_station.view();
  const std::string sought = m_search.toStdString();
  const auto match = [&](const std::string& name) {
    return view.areas ? view.areas->search().match(name, sought) : NameSearch::Match::none;
  };
  std::vector<Choice> first, others;  // those that begin so, and those that have it inside
  for (const Choice& row : m_unions.rows()) {
    const wire::ReceivingUnion* receiver = m_station.unionOf(row.code.toStdString());
    if (!receiver) continue;
    const NameSearch::Match best = std::max(match(receiver->name()), match(receiver->name_en()));
    if (sought.empty() || best == NameSearch::Match::at_start)
      first.push_back(row);
    else if (best == NameSearch::Match::inside)
      others.push_back(row);
  }
  first.insert(first.end(), others.begin(), others.end());
  m_found.setRows(std::move(first));
}

void UnionForm::setSearch(const QString& value) {
  if (m_search == value) return;
  m_search = value;
  fillFound();
  Q_EMIT searchChanged();
}

void UnionForm::begin(const QString& code) {
  m_code = code;
  m_chosen = false;
  fillLists();
  Q_EMIT changed();
}

void UnionForm::followStreet() {
  fillLists();
  if (!m_chosen) {
    const QString code = proposal();
    if (code != m_code) return takeUnion(code);
  }
  Q_EMIT changed();
}

void UnionForm::takeUnion(const QString& code) {
  m_code = code;
  showConsent(false);
  m_consent.dropError();
  Q_EMIT unionChanged();
  edited(Field::receiving_union);
}

void UnionForm::setCode(const QString& value) {
  if (m_code == value) return;
  m_chosen = true;
  takeUnion(value);
}

ConsentParties UnionForm::parties() const {
  ConsentParties parties{m_station.controllerName().toStdString(), m_station.controllerPhone().toStdString(), {}, {}};
  if (const wire::ReceivingUnion* receiver = m_station.unionOf(m_code.toStdString())) {
    parties.union_name = m_station.nameOf(*receiver).toStdString();
    parties.union_phone = receiver->phone();
  }
  return parties;
}

void UnionForm::showConsent(bool sameAgreements) { m_consent.show(kConsent, parties(), sameAgreements); }

bool UnionForm::checkConsent() { return m_consent.check(); }

void UnionForm::write(Draft& draft) const { draft.union_code = m_code.toStdString(); }

void UnionForm::clear() {
  m_code.clear();
  m_search.clear();
  m_chosen = false;
  m_consent.wipe();
}

QString UnionForm::address() const {
  const wire::ReceivingUnion* receiver = m_station.unionOf(m_code.toStdString());
  return receiver ? m_station.addressOf(*receiver) : QString();
}

QString UnionForm::phone() const {
  const wire::ReceivingUnion* receiver = m_station.unionOf(m_code.toStdString());
  return receiver ? QString::fromStdString(receiver->phone()) : QString();
}

QString UnionForm::consentText() const { return m_consent.textOf(kConsentId); }
bool UnionForm::consentGiven() const { return m_consent.isGiven(kConsentId); }
void UnionForm::setConsentGiven(bool given) { m_consent.setGiven(kConsentId, given); }

QString UnionForm::error() const {
  const QString sentence = sentenceFor(Field::receiving_union);
  return sentence.isEmpty() ? m_consent.error() : sentence;
}

}  // namespace warmheart
