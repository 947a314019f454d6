// The finger signature as it is drawn: strokes of points in 0..1 of the pad's width and height, row by row.
// GUI thread. Personal: overwritten by wipe().
#pragma once

#include <QObject>
#include <QPointF>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace warmheart {

class SignatureStrokes : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Join.signature")
  Q_PROPERTY(bool empty READ empty NOTIFY emptyChanged)
  Q_PROPERTY(double aspect READ aspect NOTIFY changed)  // the pad's height by its width

 public:
  using Stroke = std::vector<QPointF>;
  static constexpr std::size_t kMaxPoints = 20'000;  // far above any hand; what comes later is not taken

  using QObject::QObject;

  bool empty() const { return m_strokes.empty(); }
  const std::vector<Stroke>& strokes() const { return m_strokes; }
  double aspect() const { return m_aspect; }  // the pad's height by its width
  void setAspect(double aspect) { m_aspect = aspect; }
  void beginStroke(QPointF point);
  void continueStroke(QPointF point);
  Q_INVOKABLE void clear();  // what the rider touches: 重写
  void wipe();

 Q_SIGNALS:
  void changed();  // any point: for who paints
  void emptyChanged();

 private:
  std::vector<Stroke> m_strokes;
  std::size_t m_points = 0;
  double m_aspect = 0.4;
};

}  // namespace warmheart
