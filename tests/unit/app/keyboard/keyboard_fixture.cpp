#include "keyboard_fixture.h"

#include "app/kiosk/keyboard/typing.h"

#include <QPointingDevice>
#include <QQmlEngine>
#include <QtTest/QTest>

namespace {

QPointingDevice* finger() {
  static QPointingDevice* device = QTest::createTouchDevice();
  return device;
}

QPoint centre_of(const QQuickItem* item) {
  return item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
}

template <typename Accept>
QQuickItem* search(QQuickItem* item, const Accept& accept) {
  if (!item->isVisible() || !item->isEnabled()) return nullptr;
  if (accept(item)) return item;
  const auto children = item->childItems();
  for (QQuickItem* child : children)
    if (QQuickItem* found = search(child, accept)) return found;
  return nullptr;
}

}  // namespace

KeyboardFixture::KeyboardFixture(int width, int height, double unit) : m_view(std::make_unique<QQuickView>()) {
  warmheart::Typing::instance()->wipe();  // a new person
  m_view->engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
  m_view->setResizeMode(QQuickView::SizeRootObjectToView);
  m_view->setInitialProperties({{QStringLiteral("unit"), unit}});
  m_view->resize(width, height);
  m_view->setSource(QUrl(QStringLiteral("qrc:/test/KeyboardTestPage.qml")));
  m_view->show();
  m_view->requestActivate();
  (void)QTest::qWaitForWindowActive(m_view.get());
}

KeyboardFixture::~KeyboardFixture() = default;

void KeyboardFixture::settle(int milliseconds) { QTest::qWait(milliseconds); }

QQuickItem* KeyboardFixture::find(const QString& object_name) const {
  return search(m_view->contentItem(), [&](QQuickItem* item) { return item->objectName() == object_name; });
}

QQuickItem* KeyboardFixture::key(const QString& face) const {
  if (QQuickItem* named = find(face)) return named;
  return search(m_view->contentItem(), [&](QQuickItem* item) {
    const QVariant shown = item->property("displayText");
    const QVariant label = item->property("label");
    const bool named = !item->objectName().isEmpty();
    return named && ((shown.isValid() && shown.toString() == face) || (label.isValid() && label.toString() == face));
  });
}

bool KeyboardFixture::tap(QQuickItem* item) {
  if (!item) return false;
  const QPoint at = centre_of(item);
  auto down = QTest::touchEvent(m_view.get(), finger());
  auto up = QTest::touchEvent(m_view.get(), finger());
  if (m_resting) {
    down.stationary(7);
    up.stationary(7);
  }
  down.press(0, at, m_view.get());
  down.commit();
  settle(5);
  up.release(0, at, m_view.get());
  up.commit();
  settle(15);
  return true;
}

void KeyboardFixture::rest(QPointF at) {
  QTest::touchEvent(m_view.get(), finger()).press(7, at.toPoint(), m_view.get());
  m_resting = true;
  settle(10);
}

void KeyboardFixture::lift(QPointF at) {
  QTest::touchEvent(m_view.get(), finger()).release(7, at.toPoint(), m_view.get());
  m_resting = false;
  settle(10);
}

void KeyboardFixture::focus(const QString& field) {
  tap(find(field));
  settle(60);
}

void KeyboardFixture::type(const QString& letters) {
  for (const QChar letter : letters) tap(find(QStringLiteral("key_") + letter));
}

bool KeyboardFixture::write(const std::vector<std::vector<QPointF>>& strokes) {
  QQuickItem* area = find(QStringLiteral("handwritingArea"));
  if (!area) return false;
  for (const auto& stroke : strokes) {
    std::vector<QPoint> points;
    for (const QPointF& point : stroke)
      points.push_back(area->mapToScene(QPointF(point.x() * area->width(), point.y() * area->height())).toPoint());
    QTest::touchEvent(m_view.get(), finger()).press(1, points.front(), m_view.get());
    for (std::size_t i = 1; i < points.size(); ++i) {
      for (int step = 1; step <= 4; ++step) {
        QTest::touchEvent(m_view.get(), finger())
            .move(1, points[i - 1] + (points[i] - points[i - 1]) * step / 4, m_view.get());
        settle(18);  // moves within one frame would become one
      }
    }
    QTest::touchEvent(m_view.get(), finger()).release(1, points.back(), m_view.get());
    settle(10);
  }
  return true;
}

QString KeyboardFixture::text(const QString& field) const {
  const auto* item = root()->findChild<QQuickItem*>(field);
  return item ? item->property("text").toString() : QString();
}

QString KeyboardFixture::pending(const QString& field) const {
  const auto* item = root()->findChild<QQuickItem*>(field);
  return item ? item->property("preeditText").toString() : QString();
}

std::vector<QString> KeyboardFixture::candidates() const {
  std::vector<QString> shown;
  for (int i = 0;; ++i) {
    const QQuickItem* item = find(QStringLiteral("candidate_%1").arg(i));
    if (!item) return shown;
    shown.push_back(item->property("label").toString());
  }
}

bool KeyboardFixture::choose(const QString& candidate) {
  for (int page = 0; page < 30; ++page) {
    const auto shown = candidates();
    for (std::size_t i = 0; i < shown.size(); ++i)
      if (shown[i] == candidate) return tap(find(QStringLiteral("candidate_%1").arg(i)));
    if (!tap(find(QStringLiteral("candidates_next")))) return false;
  }
  return false;
}

QImage KeyboardFixture::picture() {
  settle(60);
  return m_view->grabWindow();
}
