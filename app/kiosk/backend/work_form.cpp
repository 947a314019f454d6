#include "app/kiosk/backend/work_form.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/member/occupation.h"

namespace warmheart {

namespace {

constexpr std::size_t kMaxFoundStreets = 12;

QString text_of(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::vector<Choice> choices_of(const StationController& station, const std::vector<Area>& areas) {
  std::vector<Choice> rows;
  rows.reserve(areas.size());
  for (const Area& area : areas)
    rows.push_back({QString::fromStdString(area.code), station.areaName(area.code), {}, false});
  return rows;
}

}  // namespace

WorkForm::WorkForm(BackendRegistry& registry, const BackendContext& context, const StationController& station)
    : FormPart(registry, context, station, {Field::occupation, Field::platform, Field::employer, Field::street}) {}

void WorkForm::begin() {
  fillLists();
  Q_EMIT changed();
}

void WorkForm::fillLists() {
  std::vector<Choice> occupations;
  for (const std::string_view name : kOccupations) {
    occupations.push_back({text_of(name), m_context.sentences.text("occupation." + std::string(name)), {}, false});
  }
  m_occupations.setRows(std::move(occupations));
  const auto& areas = m_station.view().areas;
  m_districts.setRows(areas ? choices_of(m_station, areas->districts()) : std::vector<Choice>());
  fillPlatforms();
  fillStreets();
  fillFound();
}

void WorkForm::fillPlatforms() {
  // Brand names are the same in every language, and are kept as people know them.
  std::vector<Choice> rows;
  for (const std::string_view name : platforms_of(m_occupation.toStdString()))
    rows.push_back({text_of(name), text_of(name), {}, false});
  m_platforms.setRows(std::move(rows));
}

void WorkForm::fillStreets() {
  const auto& areas = m_station.view().areas;
  m_streets.setRows(areas ? choices_of(m_station, areas->streets_of(m_district_code.toStdString()))
                          : std::vector<Choice>());
}

void WorkForm::fillFound() {
  const auto& areas = m_station.view().areas;
  std::vector<Choice> rows;
  if (areas) {
    for (const Area& street : areas->find_streets(m_search.toStdString(), kMaxFoundStreets)) {
      rows.push_back({QString::fromStdString(street.code), QString::fromStdString(street.name),
                      QString::fromStdString(areas->name_of(street.code.substr(0, 6))), false});
    }
  }
  m_found.setRows(std::move(rows));
}

void WorkForm::setSearch(const QString& value) {
  if (m_search == value) return;
  m_search = value;
  fillFound();
  Q_EMIT searchChanged();
}

QString WorkForm::nearCode() const {
  const std::string& code = m_station.view().mirror.station.street_code();
  const auto& areas = m_station.view().areas;
  return areas && areas->has_street(code) ? QString::fromStdString(code) : QString();
}

QString WorkForm::nearName() const {
  const QString code = nearCode();
  return code.isEmpty() ? QString() : QString::fromStdString(m_station.view().areas->name_of(code.toStdString()));
}

void WorkForm::write(Draft& draft) const {
  draft.occupation = m_occupation.toStdString();
  draft.platform = m_platform.toStdString();
  draft.employer = m_employer.get().toStdString();
  draft.street_code = m_outside_city ? std::string() : m_street_code.toStdString();
  draft.outside_city = m_outside_city;
}

bool WorkForm::hasInput() const { return !m_employer.isEmpty() || !m_occupation.isEmpty() || !m_street_code.isEmpty(); }

void WorkForm::forgetTyped() {
  m_employer.wipe();
  wipeErrors();
  Q_EMIT changed();
  Q_EMIT errorsChanged();
}

void WorkForm::clear() {
  m_employer.wipe();
  for (QString* text : {&m_occupation, &m_platform, &m_district_code, &m_street_code, &m_search}) text->clear();
  m_outside_city = false;
  m_platforms.setRows({});
  m_streets.setRows({});
  m_found.setRows({});
}

void WorkForm::leaveEmployer() { leave(Field::employer); }

void WorkForm::setOccupation(const QString& value) {
  if (m_occupation == value) return;
  m_occupation = value;
  fillPlatforms();
  edited(Field::occupation);
}

void WorkForm::setPlatform(const QString& value) {
  if (m_platform == value) return;
  m_platform = value;
  edited(Field::platform);
}

void WorkForm::setEmployer(const QString& value) {
  if (m_employer.set(value)) edited(Field::employer);
}

void WorkForm::setDistrictCode(const QString& value) {
  if (m_district_code == value) return;
  m_district_code = value;
  m_street_code.clear();
  fillStreets();
  edited(Field::street);
}

void WorkForm::setStreetCode(const QString& value) {
  if (m_street_code == value) return;
  m_street_code = value;
  if (!value.isEmpty()) m_outside_city = false;
  Q_EMIT streetChosen();
  edited(Field::street);
}

void WorkForm::chooseStreet(const QString& code) {
  setDistrictCode(code.left(6));
  setStreetCode(code);
}

void WorkForm::setOutsideCity(bool value) {
  if (m_outside_city == value) return;
  m_outside_city = value;
  if (value) m_street_code.clear();
  Q_EMIT streetChosen();
  edited(Field::street);
}

QString WorkForm::streetName() const {
  return m_outside_city ? m_context.sentences.text("join.street.outside") : m_streets.nameOf(m_street_code);
}

}  // namespace warmheart
