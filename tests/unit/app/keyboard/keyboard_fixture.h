// A window with fields and the keyboard, and a finger: everything goes through real touch events. Owner: a test case.
// Thread: GUI.
#pragma once

#include <QImage>
#include <QQuickItem>
#include <QQuickView>
#include <QString>

#include <memory>
#include <vector>

class KeyboardFixture {
 public:
  KeyboardFixture(int width = 1080, int height = 1920, double unit = 1.24);
  ~KeyboardFixture();

  QQuickItem* find(const QString& object_name) const;  // visible and enabled, else null
  QQuickItem* root() const { return m_view->rootObject(); }
  // A visible key, pad key or candidate by what stands on it or by its objectName.
  QQuickItem* key(const QString& face) const;
  bool tap(QQuickItem* item);
  bool tap(const QString& face) { return tap(key(face)); }
  void focus(const QString& field);
  void type(const QString& letters);
  // Strokes in parts of the writing area, 0 to 1.
  bool write(const std::vector<std::vector<QPointF>>& strokes);
  QString text(const QString& field) const;
  QString pending(const QString& field) const;  // letters not yet text
  std::vector<QString> candidates() const;
  bool choose(const QString& candidate);
  // A finger, or a drop of water, that stays.
  void rest(QPointF at);
  void lift(QPointF at);
  QImage picture();
  void settle(int milliseconds = 30);

 private:
  std::unique_ptr<QQuickView> m_view;
  bool m_resting = false;
};
