// What a hand can do at the window: find a thing by name or words, touch it, draw on it, press keys. Touches and keys
// go the way the window system sends them. GUI thread. Failure: a sentence.
#pragma once

#include <QPointF>
#include <QQuickItem>
#include <QQuickWindow>

#include <vector>

class QPointingDevice;

namespace warmheart {

class TouchInput {
 public:
  explicit TouchInput(QQuickWindow& window);

  // The item of that name that is on the screen; else one that exists; else null.
  QQuickItem* find(const QString& name) const;
  QQuickItem* find_words(const QString& words) const;  // a visible item whose text is exactly that
  QStringList names() const;                           // of what is on the screen
  bool is_seen(const QQuickItem& item) const;

  // Waits while a page slides: what is on the screen is that of the next one only then.
  void let_page_arrive() const;

  // "" when done, else why not.
  QString tap(QQuickItem& item);
  QString draw(QQuickItem& item, const std::vector<QPointF>& points);  // points in 0..1 of the item
  void key(int key, Qt::KeyboardModifiers modifiers, const QString& text);
  void scan(const QString& text, bool enter);

 private:
  void let_settle(QQuickItem& item) const;
  QString obstacle_of(const QQuickItem& item) const;

  QQuickWindow& m_window;
  QPointingDevice* m_screen;
};

}  // namespace warmheart
