// What is being typed into, and on which page of the keyboard: the one object between the fields, the keyboard and the
// pads. Owner: the process (one instance, QML singleton Typing). Thread: GUI. Failure: without a focused field typing
// does nothing.
#pragma once

#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QSet>
#include <QString>

namespace warmheart {

// A field says what it takes with standard input method hints on the item that has the focus:
//   Qt.ImhDigitsOnly                      digit pad
//   Qt.ImhDialableCharactersOnly          digit pad (phone)
//   Qt.ImhPreferNumbers                   digit pad with X (identity numbers)
//   Qt.ImhLatinOnly                       Latin letters
//   property bool isNameField: true       Chinese, surnames first
//   property bool typesItself: true       no keyboard at all (a field that only a scanner fills)
class Typing : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(Field field READ field NOTIFY fieldChanged)
  Q_PROPERTY(Page page READ page WRITE setPage NOTIFY pageChanged)
  Q_PROPERTY(bool capitals READ capitals WRITE setCapitals NOTIFY capitalsChanged)
  // ✓ of a four-key keypad in a field: from now on its keys are for the keyboard on the screen
  // (qml/keyboard/KeypadNavigation.qml).
  Q_PROPERTY(bool walking READ walking WRITE setWalking NOTIFY walkingChanged)
  Q_PROPERTY(bool latinFirst READ latinFirst WRITE setLatinFirst NOTIFY latinFirstChanged)

 public:
  enum Field { None, Text, Name, Latin, Digits, Phone, Identity };
  Q_ENUM(Field)
  enum Page { Pinyin, Handwriting, Letters, Symbols };
  Q_ENUM(Page)

  static Typing* instance();
  static Typing* create(QQmlEngine* engine, QJSEngine* scripts);

  Field field() const { return m_field; }
  Page page() const { return m_page; }
  bool capitals() const { return m_capitals; }
  bool walking() const { return m_walking; }
  bool latinFirst() const { return m_latin_first; }
  void setPage(Page page);
  void setCapitals(bool capitals);
  void setWalking(bool walking);
  // True where the screen speaks English: Latin letters come first in fields that are not names.
  void setLatinFirst(bool latinFirst);

  // True for a name field with nothing before the cursor: a surname comes next.
  bool atNameStart() const { return m_field == Name && textBeforeCursor().isEmpty(); }
  // Text before the cursor in the focused field; empty without one.
  QString textBeforeCursor() const;

  // As if the key had been pressed in the focused field: validators, maximum length and textEdited work as usual.
  Q_INVOKABLE void type(const QString& text);
  Q_INVOKABLE void eraseOne();
  Q_INVOKABLE void eraseAll();
  // The focused field is finished: it loses the focus, and the keyboard goes.
  Q_INVOKABLE void done();
  // Person B must see nothing of person A: pending letters, strokes, candidates, chosen page.
  Q_INVOKABLE void wipe();

 Q_SIGNALS:
  void fieldChanged();
  void pageChanged();
  void capitalsChanged();
  void walkingChanged();
  void walked(int key);  // ◀ ▶ ▲ ▼ ✓ ↩ while walking
  void latinFirstChanged();
  void finished();
  // The input methods and the candidate pages forget now.
  void wiped();

 private:
  explicit Typing(QObject* parent = nullptr);
  // Before Qt's keyboard sees them, which would end the letters that are pending.
  bool eventFilter(QObject* watched, QEvent* event) override;
  void look(QObject* focused);
  void leave();
  Page first_page() const;

  QPointer<QObject> m_focused;
  Field m_field = None;
  Page m_page = Pinyin;
  Page m_chinese = Pinyin;  // what this person prefers: Pinyin or handwriting
  bool m_capitals = true;
  bool m_walking = false;
  QSet<int> m_taken;  // pressed for the keyboard and not yet released
  bool m_latin_first = false;
};

}  // namespace warmheart
