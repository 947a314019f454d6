#include "tests/shots/checks.h"

#include <QQuickItem>
#include <QQuickWindow>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

namespace warmheart {

namespace {

constexpr double kMostBlank = 0.25;  // of the screen's height
constexpr double kSlack = 1.5;       // pixels of rounding, of two sizes

// Pages with something that must be kept or scanned: all of it is seen at once.
struct MustBeSeen {
  const char* page;
  QStringList items;
};
const MustBeSeen kCodes[] = {
    {"join-8-done", {"cardQr", "queryCode", "cardName", "primaryButton", "secondButton"}},
    {"join-8-done-printed", {"cardQr", "queryCode", "cardName", "thirdButton", "printSentence"}},
    {"card-2-waiting", {"cardQr", "cardName"}},
    {"card-2-approved", {"cardQr", "cardName"}},
    {"check-5-ticket", {"ticketQr", "ticketCode", "ticketNumber", "bookedLines"}},
    {"check-5-waiting", {"bookedCodeValue"}},
    {"help-3-number", {"caseNumberValue", "keepHint"}},
    {"notice-1-heat", {"alertAdvice", "alertRight", "primaryButton"}},
    {"notice-2-allowance", {"rightsQr", "rightsPart", "rightsText"}},
    {"notice-2-injury", {"rightsQr", "rightsPart", "rightsText"}},
    {"help-6-emergency", {"whereAmI", "emergencyNumbers", "primaryButton"}},
    {"help-8-station", {"navigateQr", "navigateHint"}},
    {"phone-1-code", {"handoffQr"}},
    {"phone-1-six", {"handoffQr"}},
    {"phone-3-keep", {"keepQr"}},
    {"rest-3-unit", {"restUnitValue", "restUnitNote"}},
    {"staff-6-on", {"eventQr", "eventJoinsValue", "eventVisitsValue", "primaryButton"}},
};
const QStringList kHome = {"restTile", "joinTile", "checkTile", "helpTile", "cardTile", "emergencyStrip"};
const QStringList kStaff = {"staffTodoButton", "staffDayButton",    "staffEventButton", "staffNumberButton",
                            "staffVoidButton", "staffDeviceButton", "headerButton",     "counterLine"};

QQuickItem* seen(QQuickItem* below, const std::function<bool(const QQuickItem&)>& wanted) {
  if (!below->isVisible()) return nullptr;
  if (wanted(*below)) return below;
  for (QQuickItem* child : below->childItems()) {
    if (QQuickItem* found = seen(child, wanted)) return found;
  }
  return nullptr;
}

QRectF place_of(const QQuickItem& item) { return item.mapRectToScene(QRectF(0, 0, item.width(), item.height())); }

// What every ancestor that clips leaves of the window.
QRectF sight_of(const QQuickItem& item, const QQuickWindow& window) {
  QRectF sight(0, 0, window.width(), window.height());
  for (const QQuickItem* it = item.parentItem(); it; it = it->parentItem()) {
    if (it->clip()) sight &= place_of(*it);
  }
  return sight;
}

class Checker {
 public:
  Checker(QQuickWindow& window, const QImage& picture) : m_window(window), m_picture(picture) {
    m_page = qobject_cast<QQuickItem*>(window.property("page").value<QObject*>());
  }

  QQuickItem* page() const { return m_page; }
  QStringList faults() const { return m_faults; }

  QQuickItem* whole(const QString& name) {
    QQuickItem* item = shown_item(m_page, name);
    if (!item) {
      m_faults << name + QStringLiteral(" is not there");
      return nullptr;
    }
    const QRectF sight = sight_of(*item, m_window).adjusted(-kSlack, -kSlack, kSlack, kSlack);
    const QRectF place = place_of(*item);
    if (!sight.contains(place))
      m_faults << QStringLiteral("%1 is cut: %2…%3 of %4…%5")
                      .arg(name)
                      .arg(place.top())
                      .arg(place.bottom())
                      .arg(sight.top())
                      .arg(sight.bottom());
    if (item->implicitHeight() > item->height() + kSlack && !item->property("fontSizeMode").toInt())
      m_faults << QStringLiteral("%1 needs %2 and has %3").arg(name).arg(item->implicitHeight()).arg(item->height());
    return item;
  }

  void whole(const QStringList& names) {
    QList<QRectF> places;
    for (const QString& name : names) {
      const QQuickItem* item = whole(name);
      if (!item) continue;
      const QRectF place = place_of(*item).adjusted(kSlack, kSlack, -kSlack, -kSlack);
      for (const QRectF& other : places) {
        if (place.intersects(other)) m_faults << name + QStringLiteral(" lies over its neighbour");
      }
      places << place;
    }
  }

  // Every item whose name begins so, and how many there are.
  QStringList named(const QString& prefix) const {
    QStringList names;
    seen(m_page, [&](const QQuickItem& item) {
      if (item.objectName().startsWith(prefix)) names << item.objectName();
      return false;
    });
    return names;
  }

  void pin_pad() {
    for (const char digit : std::string("123456789")) whole(QStringLiteral("pin-") + QLatin1Char(digit));
    const QQuickItem* zero = whole(QStringLiteral("pin-0"));
    const QQuickItem* eight = shown_item(m_page, QStringLiteral("pin-8"));
    if (!zero || !eight) return;
    const QRectF below = place_of(*zero), above = place_of(*eight);
    if (below.top() < above.bottom() || std::abs(below.center().x() - above.center().x()) > kSlack)
      m_faults << QStringLiteral("0 is not under 8");
  }

  void fills_its_page() {
    if (const double over = m_page->property("overflow").toDouble(); over > kSlack)
      m_faults << QStringLiteral("is %1 px taller than its room").arg(over);
    const QQuickItem* room = shown_item(m_page, QStringLiteral("pageRoom"));
    if (!room) return;
    const QRectF place = place_of(*room) & QRectF(m_picture.rect());
    const int blank = tallest_blank(static_cast<int>(place.top()), static_cast<int>(place.bottom()));
    if (blank > kMostBlank * m_picture.height())
      m_faults << QStringLiteral("has an empty band of %1 % of the height").arg(100 * blank / m_picture.height());
  }

 private:
  int tallest_blank(int top, int bottom) const {
    const QRgb ground = m_picture.pixel(1, std::clamp(top + 1, 0, m_picture.height() - 1));
    int tallest = 0, now = 0;
    for (int y = std::max(0, top); y < std::min(bottom, m_picture.height()); ++y) {
      now = is_blank(y, ground) ? now + 1 : 0;
      tallest = std::max(tallest, now);
    }
    return tallest;
  }
  bool is_blank(int y, QRgb ground) const {
    for (int x = 0; x < m_picture.width(); ++x) {
      if (m_picture.pixel(x, y) != ground) return false;
    }
    return true;
  }

  QQuickWindow& m_window;
  const QImage& m_picture;
  QQuickItem* m_page = nullptr;
  QStringList m_faults;
};

}  // namespace

QQuickItem* shown_item(QQuickItem* below, const QString& name) {
  return seen(below, [&](const QQuickItem& item) { return item.objectName() == name; });
}

QStringList faults_of(const QString& page, QQuickWindow& window, const QImage& picture) {
  Checker checker(window, picture);
  if (!checker.page()) return {QStringLiteral("is no page")};
  for (const MustBeSeen& one : kCodes) {
    if (page == QLatin1String(one.page)) {
      for (const QString& name : one.items) checker.whole(name);
    }
  }
  if (page == QLatin1String("home") || page == QLatin1String("home-request")) checker.whole(kHome);
  if (page == QLatin1String("home-request")) checker.whole(QStringLiteral("requestBadge"));
  if (page == QLatin1String("home-heat"))
    checker.whole(kHome + (checker.named(QStringLiteral("alertPill")).isEmpty()
                               ? QStringList{QStringLiteral("alertLine")}
                               : QStringList{QStringLiteral("alertPill")}));
  if (page == QLatin1String("staff-2-board") || page == QLatin1String("staff-2-registered"))
    checker.whole(kStaff + checker.named(QStringLiteral("staffService-")));
  if (page.startsWith(QLatin1String("staff-1-"))) checker.pin_pad();
  // Over a page somebody types in lies the keyboard, as large as fingers need it and no larger.
  if (!page.startsWith(QLatin1String("state-")) && !checker.page()->property("typing").toBool())
    checker.fills_its_page();
  return checker.faults();
}

}  // namespace warmheart
