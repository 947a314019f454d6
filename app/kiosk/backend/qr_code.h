// QrCode { text: Join.cardText; quietZone: 4; dark: …; light: … }: a QR symbol of whole pixels, as large as fits.
// Error correction M (core/member/CARD.md: version 9-M for a card). `valid` is false when the text is empty or too
// long.
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace warmheart {

class QrCode : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
  Q_PROPERTY(int quietZone READ quietZone WRITE setQuietZone NOTIFY looksChanged)  // in modules; 4 by ISO 18004
  Q_PROPERTY(QColor dark READ dark WRITE setDark NOTIFY looksChanged)
  Q_PROPERTY(QColor light READ light WRITE setLight NOTIFY looksChanged)
  Q_PROPERTY(bool valid READ valid NOTIFY textChanged)

 public:
  explicit QrCode(QQuickItem* parent = nullptr);
  ~QrCode() override;

  void paint(QPainter* painter) override;

  QString text() const { return m_text; }
  void setText(const QString& text);
  int quietZone() const { return m_quietZone; }
  void setQuietZone(int modules);
  QColor dark() const { return m_dark; }
  void setDark(const QColor& color);
  QColor light() const { return m_light; }
  void setLight(const QColor& color);
  bool valid() const { return m_size > 0; }

 Q_SIGNALS:
  void textChanged();
  void looksChanged();

 private:
  void encode();

  QString m_text;
  std::vector<bool> m_modules;  // m_size × m_size, row by row; true: dark
  int m_size = 0;
  int m_quietZone = 4;
  QColor m_dark = Qt::black;
  QColor m_light = Qt::white;
};

}  // namespace warmheart
