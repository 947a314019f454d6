#include "app/kiosk/backend/signature_pad.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTouchEvent>

namespace warmheart {

SignaturePad::SignaturePad(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAcceptTouchEvents(true);
  setAcceptedMouseButtons(Qt::LeftButton);
  setAntialiasing(true);
}

void SignaturePad::paint(QPainter* painter) {
  if (!m_strokes) return;
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(m_inkColor, m_inkWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  for (const SignatureStrokes::Stroke& stroke : m_strokes->strokes()) {
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(stroke.size()));
    for (const QPointF& point : stroke) line << QPointF(point.x() * width(), point.y() * height());
    if (line.size() == 1)
      painter->drawPoint(line.first());
    else
      painter->drawPolyline(line);
  }
}

void SignaturePad::setStrokes(SignatureStrokes* strokes) {
  if (m_strokes == strokes) return;
  if (m_strokes) m_strokes->disconnect(this);
  m_strokes = strokes;
  if (m_strokes) connect(m_strokes, &SignatureStrokes::changed, this, [this] { update(); });
  Q_EMIT strokesChanged();
  update();
}

void SignaturePad::setInkColor(const QColor& color) {
  if (m_inkColor == color) return;
  m_inkColor = color;
  Q_EMIT inkChanged();
  update();
}

void SignaturePad::setInkWidth(qreal width) {
  if (qFuzzyCompare(m_inkWidth, width)) return;
  m_inkWidth = width;
  Q_EMIT inkChanged();
  update();
}

QPointF SignaturePad::normalised(QPointF position) const {
  return {width() > 0 ? position.x() / width() : 0, height() > 0 ? position.y() / height() : 0};
}

void SignaturePad::touchEvent(QTouchEvent* event) {
  if (!isEnabled() || !m_strokes) return event->ignore();
  if (event->type() == QEvent::TouchCancel) {
    m_finger = -1;
    return event->accept();
  }
  for (const QEventPoint& point : event->points()) {
    if (point.state() == QEventPoint::Pressed) {
      // The newest finger draws: a drop that never lets go must not keep the pad from the hand.
      m_finger = point.id();
      if (width() > 0) m_strokes->setAspect(height() / width());
      m_strokes->beginStroke(normalised(point.position()));
    } else if (point.id() == m_finger && point.state() == QEventPoint::Updated) {
      m_strokes->continueStroke(normalised(point.position()));
    } else if (point.id() == m_finger && point.state() == QEventPoint::Released) {
      m_finger = -1;
    }
  }
  setKeepTouchGrab(true);
  event->accept();
}

void SignaturePad::touchUngrabEvent() { m_finger = -1; }

void SignaturePad::mousePressEvent(QMouseEvent* event) {
  if (!m_strokes) return event->ignore();
  m_strokes->beginStroke(normalised(event->position()));
  setKeepMouseGrab(true);
}

void SignaturePad::mouseMoveEvent(QMouseEvent* event) {
  if (m_strokes) m_strokes->continueStroke(normalised(event->position()));
}

void SignaturePad::mouseReleaseEvent(QMouseEvent*) { setKeepMouseGrab(false); }

}  // namespace warmheart
