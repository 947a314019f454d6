#include "tests/e2e/driver/touch_input.h"

#include <QPointer>
#include <QtTest/QTest>

#include <functional>

namespace warmheart {

namespace {

void walk(QQuickItem& item, const std::function<bool(QQuickItem&)>& visit, bool& stop) {
  if (stop) return;
  stop = visit(item);
  const auto children = item.childItems();
  for (auto child = children.rbegin(); child != children.rend() && !stop; ++child) walk(**child, visit, stop);
}

QQuickItem* first(QQuickItem* root, const std::function<bool(QQuickItem&)>& wanted) {
  QQuickItem* found = nullptr;
  bool stop = false;
  walk(
      *root, [&](QQuickItem& item) { return wanted(item) && (found = &item); }, stop);
  return found;
}

// A stack of pages takes no touch while one slides in, also before the first pixel has moved.
bool page_slides(const QQuickItem& item) {
  for (const QQuickItem* it = item.parentItem(); it; it = it->parentItem()) {
    if (it->inherits("QQuickStackView") && it->property("busy").toBool()) return true;
  }
  return false;
}

QRectF on_screen(const QQuickItem& item) { return item.mapRectToScene(QRectF(0, 0, item.width(), item.height())); }

}  // namespace

TouchInput::TouchInput(QQuickWindow& window) : m_window(window), m_screen(QTest::createTouchDevice()) {}

bool TouchInput::is_seen(const QQuickItem& item) const {
  if (!item.isVisible() || item.width() <= 0 || item.height() <= 0) return false;
  for (const QQuickItem* it = &item; it; it = it->parentItem()) {
    if (it->opacity() <= 0.01) return false;
  }
  return QRectF(0, 0, m_window.width(), m_window.height()).contains(on_screen(item).center());
}

QQuickItem* TouchInput::find(const QString& name) const {
  QQuickItem* root = m_window.contentItem();
  QQuickItem* seen = first(root, [&](QQuickItem& item) { return item.objectName() == name && is_seen(item); });
  return seen ? seen : first(root, [&](QQuickItem& item) { return item.objectName() == name; });
}

QQuickItem* TouchInput::find_words(const QString& words) const {
  return first(m_window.contentItem(),
               [&](QQuickItem& item) { return item.property("text").toString() == words && is_seen(item); });
}

QStringList TouchInput::names() const {
  QStringList names;
  first(m_window.contentItem(), [&](QQuickItem& item) {
    if (!item.objectName().isEmpty() && is_seen(item)) names << item.objectName();
    return false;
  });
  return names;
}

QString TouchInput::obstacle_of(const QQuickItem& item) const {
  if (!item.isVisible()) return QStringLiteral("it is not visible");
  if (!item.isEnabled()) return QStringLiteral("it is not enabled");
  const QRectF area = on_screen(item);
  if (!is_seen(item)) {
    return QStringLiteral("its middle %1,%2 is not on the screen").arg(area.center().x()).arg(area.center().y());
  }
  return {};
}

void TouchInput::let_page_arrive() const {
  const auto slides = [](QQuickItem& item) {
    return item.inherits("QQuickStackView") && item.property("busy").toBool();
  };
  for (int waited = 0; waited < 1000 && first(m_window.contentItem(), slides); waited += 16) QTest::qWait(16);
}

// Nobody aims at a page that slides: waits until the item stands still.
void TouchInput::let_settle(QQuickItem& item) const {
  const QPointer<QQuickItem> it(&item);
  for (int still = 0, waited = 0; it && still < 3 && waited < 1000; waited += 16) {
    const QRectF before = on_screen(*it);
    QTest::qWait(16);
    still = it && on_screen(*it) == before && !page_slides(*it) ? still + 1 : 0;
  }
}

QString TouchInput::tap(QQuickItem& item) {
  const QPointer<QQuickItem> it(&item);
  let_settle(item);
  if (!it) return QStringLiteral("it went away");
  if (const QString obstacle = obstacle_of(item); !obstacle.isEmpty()) return obstacle;
  const QPoint middle = on_screen(item).center().toPoint();
  QTest::touchEvent(&m_window, m_screen).press(0, middle, &m_window);
  QTest::qWait(20);
  QTest::touchEvent(&m_window, m_screen).release(0, middle, &m_window);
  QTest::qWait(20);
  return {};
}

QString TouchInput::draw(QQuickItem& item, const std::vector<QPointF>& points) {
  let_settle(item);
  if (const QString obstacle = obstacle_of(item); !obstacle.isEmpty()) return obstacle;
  QPoint at;
  for (std::size_t i = 0; i < points.size(); ++i) {
    at = item.mapToScene(QPointF(points[i].x() * item.width(), points[i].y() * item.height())).toPoint();
    if (i == 0)
      QTest::touchEvent(&m_window, m_screen).press(0, at, &m_window);
    else
      QTest::touchEvent(&m_window, m_screen).move(0, at, &m_window);
    QTest::qWait(2);
  }
  QTest::touchEvent(&m_window, m_screen).release(0, at, &m_window);
  QTest::qWait(20);
  return {};
}

void TouchInput::key(int key, Qt::KeyboardModifiers modifiers, const QString& text) {
  QTest::sendKeyEvent(QTest::Click, &m_window, static_cast<Qt::Key>(key), text, modifiers);
}

void TouchInput::scan(const QString& text, bool enter) {
  for (const QChar c : text) QTest::keyClick(&m_window, c.toLatin1(), c.isUpper() ? Qt::ShiftModifier : Qt::NoModifier);
  if (enter) QTest::keyClick(&m_window, Qt::Key_Return);
}

}  // namespace warmheart
