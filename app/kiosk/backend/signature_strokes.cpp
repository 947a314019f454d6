#include "app/kiosk/backend/signature_strokes.h"

#include <algorithm>

namespace warmheart {

namespace {

QPointF inside(QPointF point) { return {std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0)}; }

}  // namespace

void SignatureStrokes::beginStroke(QPointF point) {
  if (m_points >= kMaxPoints) return;
  m_strokes.push_back({inside(point)});
  ++m_points;
  Q_EMIT changed();
  if (m_strokes.size() == 1) Q_EMIT emptyChanged();
}

void SignatureStrokes::continueStroke(QPointF point) {
  if (m_strokes.empty()) return beginStroke(point);
  if (m_points >= kMaxPoints) return;
  m_strokes.back().push_back(inside(point));
  ++m_points;
  Q_EMIT changed();
}

void SignatureStrokes::clear() { wipe(); }

void SignatureStrokes::wipe() {
  for (Stroke& stroke : m_strokes) std::ranges::fill(stroke, QPointF());
  const bool held = !m_strokes.empty();
  m_strokes.clear();
  m_strokes.shrink_to_fit();
  m_points = 0;
  if (!held) return;
  Q_EMIT changed();
  Q_EMIT emptyChanged();
}

}  // namespace warmheart
