// SignaturePad { strokes: Join.signature; inkColor: …; inkWidth: … } takes the one drag of the kiosk; with
// enabled: false it only shows (review page). One finger at a time: a second touch, a drop of water, a touch
// that never ends do not disturb the stroke being drawn.
#pragma once

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/signature_strokes.h"

namespace warmheart {

class SignaturePad : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(warmheart::SignatureStrokes* strokes READ strokes WRITE setStrokes NOTIFY strokesChanged)
  Q_PROPERTY(QColor inkColor READ inkColor WRITE setInkColor NOTIFY inkChanged)
  Q_PROPERTY(qreal inkWidth READ inkWidth WRITE setInkWidth NOTIFY inkChanged)

 public:
  explicit SignaturePad(QQuickItem* parent = nullptr);

  void paint(QPainter* painter) override;

  SignatureStrokes* strokes() const { return m_strokes; }
  void setStrokes(SignatureStrokes* strokes);
  QColor inkColor() const { return m_inkColor; }
  void setInkColor(const QColor& color);
  qreal inkWidth() const { return m_inkWidth; }
  void setInkWidth(qreal width);

 Q_SIGNALS:
  void strokesChanged();
  void inkChanged();

 protected:
  void touchEvent(QTouchEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void touchUngrabEvent() override;

 private:
  QPointF normalised(QPointF position) const;

  QPointer<SignatureStrokes> m_strokes;
  QColor m_inkColor = Qt::black;
  qreal m_inkWidth = 4;
  int m_finger = -1;  // id of the touch point that draws; -1: none
};

}  // namespace warmheart
