// QML singleton `Finder`: the stations of the district as they lie around this one: the nearest first, with distance,
// direction and whether they are open, then those without a place; the one that was chosen, whole. All from the mirror:
// it needs no network. Where this station has no place by the catalogue there is no map, and in the list
// the own street comes first. GUI thread. Which station somebody looked for is wiped with them.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "core/service/geo.h"
#include "warmheart.pb.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class StationController;

// A line of the list, and its mark on the map.
struct FoundStation {
  QString code;
  QString name;
  int number = 0;      // on the map, from 1; 0: it is not on it
  QString where;       // 东北方向，约 800 米; without places: the street and the host
  QString hoursText;   // 开放中，到 20:00
  bool open = false;   // now
  bool hours = false;  // they are known
  bool sameStreet = false;

  static std::span<const Role<FoundStation>> roles() {
    static constexpr Role<FoundStation> kRoles[] = {
        {"code", member<&FoundStation::code>},           {"name", member<&FoundStation::name>},
        {"number", member<&FoundStation::number>},       {"where", member<&FoundStation::where>},
        {"hoursText", member<&FoundStation::hoursText>}, {"open", member<&FoundStation::open>},
        {"hours", member<&FoundStation::hours>},         {"sameStreet", member<&FoundStation::sameStreet>}};
    return kRoles;
  }
};

// What the map draws, in metres from here.
struct MapMark {
  QString code;
  GeoOffset offset;
  int number = 0;  // 0: a dot
  bool open = false;
};

class FinderController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Finder)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* stations READ stations CONSTANT)
  Q_PROPERTY(bool located READ located NOTIFY changed)       // there is a map
  Q_PROPERTY(QString sentence READ sentence NOTIFY changed)  // what map and list do not show; "": nothing

  // The station that was chosen; "": none, or not known.
  Q_PROPERTY(QString chosen READ chosen NOTIFY chosenChanged)  // its code
  Q_PROPERTY(QString chosenName READ chosenName NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenHost READ chosenHost NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenWhere READ chosenWhere NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenAddress READ chosenAddress NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenHours READ chosenHours NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenHoursText READ chosenHoursText NOTIFY chosenChanged)
  Q_PROPERTY(bool chosenOpen READ chosenOpen NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenPhone READ chosenPhone NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenLandmark READ chosenLandmark NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenDefibrillator READ chosenDefibrillator NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenServices READ chosenServices NOTIFY chosenChanged)  // their names, one after the other
  Q_PROPERTY(QString chosenLink READ chosenLink NOTIFY chosenChanged)          // map_address(); "": it has no place

 public:
  static constexpr std::size_t kNumbered = 8;  // on the map, and first in the list beside it
  static constexpr std::size_t kListed = 40;   // with those that have no place

  FinderController(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  static FinderController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void choose(const QString& code);  // nothing where there is no such station
  Q_INVOKABLE void wipe() override;
  void retranslate() override { show(); }

  RowList* stations() { return &m_stations; }
  bool located() const { return m_located; }
  QString sentence() const;
  const std::vector<MapMark>& marks() const { return m_marks; }  // the nearest first
  QString chosen() const { return m_chosen; }
  QString chosenName() const;
  QString chosenHost() const;
  QString chosenWhere() const;
  QString chosenAddress() const;
  QString chosenHours() const;
  QString chosenHoursText() const;
  bool chosenOpen() const;
  QString chosenPhone() const;
  QString chosenLandmark() const;
  QString chosenDefibrillator() const;
  QString chosenServices() const;
  QString chosenLink() const;

 Q_SIGNALS:
  void changed();
  void chosenChanged();

 private:
  void show();
  const wire::StationListing* chosenListing() const;
  QString awayText(const GeoPoint& there) const;
  QString hoursText(const std::string& hours) const;
  bool isOpen(const std::string& hours) const;

  const BackendContext& m_context;
  const StationController& m_station;
  std::optional<GeoPoint> m_here;
  std::vector<MapMark> m_marks;
  Rows<FoundStation> m_stations;
  bool m_located = false;
  std::size_t m_dots = 0;      // stations that are on the map without a number
  std::size_t m_unplaced = 0;  // stations without a place, where there is a map
  std::size_t m_unlisted = 0;  // without a place, and beyond the list
  QString m_chosen;
};

}  // namespace warmheart
