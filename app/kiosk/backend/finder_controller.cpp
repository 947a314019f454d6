#include "app/kiosk/backend/finder_controller.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/service/opening_hours.h"

namespace warmheart {

namespace {

constexpr double kKilometre = 1000;

std::optional<GeoPoint> point_of(const wire::StationPlace& place) {
  if (!place.has_point()) return std::nullopt;
  return geo_point_from_e6(place.point().latitude_e6(), place.point().longitude_e6());
}

QString time_of_day(int minutes) {
  return QStringLiteral("%1:%2").arg(minutes / 60, 2, 10, QLatin1Char('0')).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

struct Placed {
  const wire::StationListing* listing = nullptr;
  GeoPoint point;
  double away_m = 0;
};

}  // namespace

FinderController::FinderController(BackendRegistry& registry, const BackendContext& context,
                                   const StationController& station)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_station(station) {
  connect(&m_station, &StationController::changed, this, &FinderController::show);
  connect(&m_station, &StationController::timeChanged, this, &FinderController::show);  // doors open and close
  show();
}

void FinderController::show() {
  const MirrorView& mirror = m_station.view().mirror;
  const std::string& here = mirror.station.name();
  m_here = point_of(mirror.station.place());
  std::string street;
  std::vector<Placed> placed;
  std::vector<const wire::StationListing*> others;
  for (const wire::StationListing& one : mirror.listings) {
    if (one.name() == here) {
      street = one.street_code();
      continue;
    }
    others.push_back(&one);
    const auto point = point_of(one.place());
    if (m_here && point) placed.push_back({&one, *point, distance_m(*m_here, *point)});
  }
  m_located = !placed.empty();
  std::ranges::stable_sort(placed, {}, &Placed::away_m);
  std::ranges::stable_partition(others, [&](const auto* one) { return one->street_code() == street; });

  std::vector<FoundStation> rows;
  m_marks.clear();
  const auto row_of = [&](const wire::StationListing& one) {
    FoundStation row;
    row.code = QString::fromStdString(one.code());
    row.name = m_station.inLanguage(one.name(), one.place().name_en());
    row.hoursText = hoursText(one.hours());
    row.open = isOpen(one.hours());
    row.hours = opening_hours_from(one.hours()).has_value();
    row.sameStreet = one.street_code() == street;
    return row;
  };
  for (const Placed& one : placed) {
    MapMark mark{QString::fromStdString(one.listing->code()), offset_m(*m_here, one.point), 0,
                 isOpen(one.listing->hours())};
    if (rows.size() < kNumbered) {
      FoundStation row = row_of(*one.listing);
      row.number = mark.number = static_cast<int>(rows.size()) + 1;
      row.where = awayText(one.point);
      rows.push_back(std::move(row));
    }
    m_marks.push_back(std::move(mark));
  }
  const std::size_t numbered = rows.size();
  std::size_t unlisted = 0;
  for (const wire::StationListing* one : others) {
    if (m_located && point_of(one->place())) continue;
    if (rows.size() == kListed) {
      ++unlisted;
      continue;
    }
    FoundStation row = row_of(*one);
    QStringList where;
    for (const QString& part :
         {m_station.areaName(one->street_code()), m_station.inLanguage(one->host(), one->place().host_en())}) {
      if (!part.isEmpty()) where.append(part);
    }
    row.where = where.join(QStringLiteral(" · "));
    rows.push_back(std::move(row));
  }
  m_dots = placed.size() - numbered;
  m_unplaced = m_located ? others.size() - placed.size() : 0;
  m_unlisted = unlisted;
  m_stations.setRows(std::move(rows));
  Q_EMIT changed();
  Q_EMIT chosenChanged();
}

QString FinderController::sentence() const {
  const Sentences& words = m_context.sentences;
  if (m_stations.count() == 0) return words.text("help.finder.none");
  if (!m_located && m_unlisted > 0)
    return words.text("finder.unlisted", static_cast<std::int64_t>(m_unlisted)).arg(m_unlisted);
  if (!m_located) return words.text("finder.no-map");
  if (m_unplaced > 0) return words.text("finder.unplaced", static_cast<std::int64_t>(m_unplaced)).arg(m_unplaced);
  if (m_dots > 0) return words.text("finder.dots", static_cast<std::int64_t>(m_dots)).arg(m_dots);
  return {};
}

QString FinderController::awayText(const GeoPoint& there) const {
  const Sentences& words = m_context.sentences;
  const double away = distance_m(*m_here, there);
  const QString far = away < kKilometre
                          ? words.text("finder.metres").arg(std::max(10L, std::lround(away / 10) * 10))
                          : words.text("finder.kilometres").arg(QString::number(away / kKilometre, 'f', 1));
  return words.text("finder.away").arg(words.text(std::string("wind.") + wire_name(direction(*m_here, there))), far);
}

bool FinderController::isOpen(const std::string& hours) const {
  const auto read = opening_hours_from(hours);
  return read && read->open_at(m_station.nowMs());
}

QString FinderController::hoursText(const std::string& hours) const {
  const auto read = opening_hours_from(hours);
  if (!read) return QString::fromStdString(hours);
  if (read->always()) return m_context.sentences.text("finder.always");
  return read->open_at(m_station.nowMs())
             ? m_context.sentences.text("finder.open-until").arg(time_of_day(read->closes_min))
             : m_context.sentences.text("finder.opens-at").arg(time_of_day(read->opens_min));
}

// ---------------------------------------------------------------- the station that was chosen

void FinderController::choose(const QString& code) {
  m_chosen = code;
  if (!chosenListing()) m_chosen.clear();
  Q_EMIT chosenChanged();
}

void FinderController::wipe() {
  m_chosen.clear();
  Q_EMIT chosenChanged();
}

const wire::StationListing* FinderController::chosenListing() const {
  if (m_chosen.isEmpty()) return nullptr;
  const std::string code = m_chosen.toStdString();
  const auto& all = m_station.view().mirror.listings;
  const auto found = std::ranges::find_if(all, [&](const wire::StationListing& one) { return one.code() == code; });
  return found == all.end() ? nullptr : &*found;
}

QString FinderController::chosenName() const {
  const wire::StationListing* one = chosenListing();
  return one ? m_station.inLanguage(one->name(), one->place().name_en()) : QString();
}
QString FinderController::chosenHost() const {
  const wire::StationListing* one = chosenListing();
  return one ? m_station.inLanguage(one->host(), one->place().host_en()) : QString();
}
QString FinderController::chosenWhere() const {
  const wire::StationListing* one = chosenListing();
  const auto point = one && m_here ? point_of(one->place()) : std::nullopt;
  return point ? awayText(*point) : QString();
}
QString FinderController::chosenAddress() const {
  const wire::StationListing* one = chosenListing();
  if (!one) return {};
  const QString address = m_station.inLanguage(one->place().address(), one->place().address_en());
  return address.isEmpty() ? m_station.areaName(one->street_code()) : address;
}
QString FinderController::chosenHours() const {
  const wire::StationListing* one = chosenListing();
  return one ? QString::fromStdString(one->hours()) : QString();
}
QString FinderController::chosenHoursText() const {
  const wire::StationListing* one = chosenListing();
  return one ? hoursText(one->hours()) : QString();
}
bool FinderController::chosenOpen() const {
  const wire::StationListing* one = chosenListing();
  return one && isOpen(one->hours());
}
QString FinderController::chosenPhone() const {
  const wire::StationListing* one = chosenListing();
  return one ? QString::fromStdString(one->place().phone()) : QString();
}
QString FinderController::chosenLandmark() const {
  const wire::StationListing* one = chosenListing();
  return one ? m_station.inLanguage(one->place().landmark(), one->place().landmark_en()) : QString();
}
QString FinderController::chosenDefibrillator() const {
  const wire::StationListing* one = chosenListing();
  return one ? m_station.inLanguage(one->place().defibrillator(), one->place().defibrillator_en()) : QString();
}
QString FinderController::chosenServices() const {
  const wire::StationListing* one = chosenListing();
  if (!one) return {};
  QStringList names;
  for (const std::string& code : one->services()) names.append(m_station.serviceName(code));
  return names.join(m_context.sentences.text("finder.between"));
}
QString FinderController::chosenLink() const {
  const wire::StationListing* one = chosenListing();
  const auto point = one ? point_of(one->place()) : std::nullopt;
  return point ? QString::fromStdString(map_address(*point, one->name())) : QString();
}

}  // namespace warmheart
