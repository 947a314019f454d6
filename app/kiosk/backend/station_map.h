// StationMap { finder: Finder; … }: the stations around this one, drawn from their places alone: here in the middle,
// north above, a ring every 500 metres (every 1, 2, 5 … kilometres where the nearest are farther apart), the nearest as
// numbered marks and the others as dots. Rasterised when something of it changes, and not with every frame. Decoration
// for the eye: the list beside it says the same in words. GUI thread. Without places it draws the ground alone.
#pragma once

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/finder_controller.h"

namespace warmheart {

class StationMap : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(warmheart::FinderController* finder READ finder WRITE setFinder NOTIFY finderChanged)
  Q_PROPERTY(QString fontFamily MEMBER m_font_family NOTIFY looksChanged)
  Q_PROPERTY(int fontPixels MEMBER m_font_pixels NOTIFY looksChanged)  // of what stands on the map; marks grow with it
  Q_PROPERTY(int corner MEMBER m_corner NOTIFY looksChanged)
  Q_PROPERTY(QColor ground MEMBER m_ground NOTIFY looksChanged)
  Q_PROPERTY(QColor line MEMBER m_line NOTIFY looksChanged)  // rings and edge
  Q_PROPERTY(QColor words MEMBER m_words NOTIFY looksChanged)
  Q_PROPERTY(QColor mark MEMBER m_mark NOTIFY looksChanged)      // open now
  Q_PROPERTY(QColor closed MEMBER m_closed NOTIFY looksChanged)  // an outline in this colour: closed, or not known
  Q_PROPERTY(QColor markWords MEMBER m_mark_words NOTIFY looksChanged)
  Q_PROPERTY(QColor here MEMBER m_here NOTIFY looksChanged)
  Q_PROPERTY(QString hereText MEMBER m_here_text NOTIFY looksChanged)
  Q_PROPERTY(QString northText MEMBER m_north_text NOTIFY looksChanged)
  Q_PROPERTY(QString metresText MEMBER m_metres_text NOTIFY looksChanged)          // "%1 米"
  Q_PROPERTY(QString kilometresText MEMBER m_kilometres_text NOTIFY looksChanged)  // "%1 公里"

 public:
  explicit StationMap(QQuickItem* parent = nullptr);

  void paint(QPainter* painter) override;

  FinderController* finder() const { return m_finder; }
  void setFinder(FinderController* finder);

  // The code of the numbered mark under this point of the item; "": none within a finger's width.
  Q_INVOKABLE QString stationAt(qreal x, qreal y) const;

 Q_SIGNALS:
  void finderChanged();
  void looksChanged();

 private:
  qreal pixelsPerMetre() const;
  QPointF middle() const;
  QPointF placeOf(const MapMark& mark, qreal scale) const;
  qreal markRadius() const { return m_font_pixels * 0.8; }
  void drawRings(QPainter& painter, qreal scale) const;
  void drawMark(QPainter& painter, const MapMark& mark, qreal scale) const;

  QPointer<FinderController> m_finder;
  QString m_font_family, m_here_text, m_north_text, m_metres_text, m_kilometres_text;
  int m_font_pixels = 16;
  int m_corner = 0;
  QColor m_ground = Qt::white, m_line = Qt::gray, m_words = Qt::black, m_mark = Qt::black, m_closed = Qt::black,
         m_mark_words = Qt::white, m_here = Qt::black;
};

}  // namespace warmheart
