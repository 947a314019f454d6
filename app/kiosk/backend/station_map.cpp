#include "app/kiosk/backend/station_map.h"

#include <QFont>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace warmheart {

namespace {

constexpr std::array<double, 6> kRingSteps = {500, 1'000, 2'000, 5'000, 10'000, 20'000};  // metres
constexpr double kRingsMost = 5;                                                          // to a corner
constexpr double kNearest = 600;    // metres from the middle to an edge, at least
constexpr double kDotOfMark = 0.3;  // of a mark's radius

}  // namespace

StationMap::StationMap(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
  connect(this, &StationMap::looksChanged, this, [this] { update(); });
}

void StationMap::setFinder(FinderController* finder) {
  if (m_finder == finder) return;
  if (m_finder) m_finder->disconnect(this);
  m_finder = finder;
  if (finder) {
    connect(finder, &FinderController::changed, this, [this] { update(); });
    connect(finder, &FinderController::chosenChanged, this, [this] { update(); });
  }
  Q_EMIT finderChanged();
  update();
}

QPointF StationMap::middle() const { return {width() / 2, height() / 2}; }

// So that every numbered mark is whole inside the edge.
qreal StationMap::pixelsPerMetre() const {
  const qreal across = width() / 2 - 2 * markRadius(), up = height() / 2 - 2 * markRadius();
  if (!m_finder || across <= 0 || up <= 0) return 0;
  qreal scale = std::min(across, up) / kNearest;
  for (const MapMark& mark : m_finder->marks()) {
    if (mark.number == 0) continue;
    const qreal east = std::abs(mark.offset.east_m), north = std::abs(mark.offset.north_m);
    if (east > 0) scale = std::min(scale, across / east);
    if (north > 0) scale = std::min(scale, up / north);
  }
  return scale;
}

QPointF StationMap::placeOf(const MapMark& mark, qreal scale) const {
  return middle() + QPointF(mark.offset.east_m * scale, -mark.offset.north_m * scale);
}

void StationMap::drawRings(QPainter& painter, qreal scale) const {
  const qreal corner = std::hypot(width(), height()) / 2;
  const auto enough = [&](double step) { return corner / (step * scale) <= kRingsMost; };
  const auto found = std::ranges::find_if(kRingSteps, enough);
  const double step = found == kRingSteps.end() ? kRingSteps.back() : *found;
  const qreal label = m_font_pixels * 1.5;
  for (int ring = 1; ring * step * scale < corner; ++ring) {
    const qreal radius = ring * step * scale;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_line, std::max(1.0, m_font_pixels / 12.0)));
    painter.drawEllipse(middle(), radius, radius);
    const QRectF room(middle().x() - width() / 2, middle().y() + radius - label, width(), label);
    if (room.bottom() > height() - label / 2 || radius < 3 * markRadius()) continue;
    const double metres = ring * step;
    painter.setPen(m_words);
    painter.drawText(room, Qt::AlignHCenter | Qt::AlignVCenter,
                     metres < 1000 ? m_metres_text.arg(metres) : m_kilometres_text.arg(metres / 1000));
  }
}

void StationMap::drawMark(QPainter& painter, const MapMark& mark, qreal scale) const {
  const QPointF at = placeOf(mark, scale);
  const bool chosen = m_finder->chosen() == mark.code;
  const qreal edge = std::max(1.5, m_font_pixels / 8.0);
  const qreal radius = mark.number == 0 ? markRadius() * kDotOfMark : markRadius() * (chosen ? 1.25 : 1.0);
  painter.setPen(QPen(mark.open ? m_ground : m_closed, edge));
  painter.setBrush(mark.open ? m_mark : m_ground);
  painter.drawEllipse(at, radius, radius);
  if (mark.number == 0) return;
  if (chosen) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_words, edge));
    painter.drawEllipse(at, radius + edge, radius + edge);
  }
  painter.setPen(mark.open ? m_mark_words : m_closed);
  painter.drawText(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), Qt::AlignCenter,
                   QString::number(mark.number));
}

void StationMap::paint(QPainter* painter) {
  QPainterPath paper;
  paper.addRoundedRect(QRectF(0, 0, width(), height()), m_corner, m_corner);
  painter->fillPath(paper, m_ground);
  const qreal scale = pixelsPerMetre();
  if (scale <= 0 || !m_finder->located()) return;
  painter->setClipPath(paper);
  QFont font(m_font_family);
  font.setPixelSize(std::max(1, m_font_pixels));
  painter->setFont(font);
  drawRings(*painter, scale);
  painter->setPen(m_words);
  painter->drawText(QRectF(0, m_font_pixels * 0.3, width(), m_font_pixels * 1.5), Qt::AlignHCenter | Qt::AlignTop,
                    m_north_text);
  font.setBold(true);
  painter->setFont(font);
  const auto& marks = m_finder->marks();
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) drawMark(*painter, *mark, scale);
  const qreal side = markRadius();
  painter->setPen(QPen(m_ground, std::max(1.5, m_font_pixels / 8.0)));
  painter->setBrush(m_here);
  QPolygonF diamond;
  diamond << middle() + QPointF(0, -side) << middle() + QPointF(side, 0) << middle() + QPointF(0, side)
          << middle() + QPointF(-side, 0);
  painter->drawPolygon(diamond);
  painter->setPen(m_here);
  painter->drawText(QRectF(0, middle().y() + side, width(), m_font_pixels * 1.5), Qt::AlignHCenter | Qt::AlignTop,
                    m_here_text);
  painter->setBrush(Qt::NoBrush);
  painter->setPen(QPen(m_line, std::max(2.0, m_font_pixels / 8.0)));
  painter->drawPath(paper);
}

QString StationMap::stationAt(qreal x, qreal y) const {
  const qreal scale = pixelsPerMetre();
  if (scale <= 0) return {};
  QString found;
  qreal nearest = 2.5 * markRadius();
  for (const MapMark& mark : m_finder->marks()) {
    if (mark.number == 0) continue;
    const QPointF away = placeOf(mark, scale) - QPointF(x, y);
    const qreal far = std::hypot(away.x(), away.y());
    if (far >= nearest) continue;
    nearest = far;
    found = mark.code;
  }
  return found;
}

}  // namespace warmheart
