#include "app/kiosk/keyboard/typing.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QInputMethodQueryEvent>
#include <QKeyEvent>
#include <QQuickItem>

namespace warmheart {
namespace {

const QSet<int> kWalkKeys = {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Escape};

bool g_asking = false;  // we ask, and not Qt's keyboard

QVariant ask(QObject* item, Qt::InputMethodQuery what) {
  QInputMethodQueryEvent query(what);
  g_asking = true;
  QCoreApplication::sendEvent(item, &query);
  g_asking = false;
  return query.value(what);
}

// Qt's keyboard remembers what stood in the last field until another is entered. It needs none of it.
void answer_without_text(QObject& item, QInputMethodQueryEvent& query) {
  item.event(&query);
  for (const Qt::InputMethodQuery text :
       {Qt::ImSurroundingText, Qt::ImTextBeforeCursor, Qt::ImTextAfterCursor, Qt::ImCurrentSelection}) {
    if (query.queries() & text) query.setValue(text, QString());
  }
}

Typing::Field field_of(QObject* item) {
  if (!item || item->property("typesItself").toBool() || !ask(item, Qt::ImEnabled).toBool()) return Typing::None;
  const auto hints = static_cast<Qt::InputMethodHints>(ask(item, Qt::ImHints).toInt());
  if (hints & Qt::ImhDigitsOnly) return Typing::Digits;
  if (hints & Qt::ImhDialableCharactersOnly) return Typing::Phone;
  if (hints & Qt::ImhPreferNumbers) return Typing::Identity;
  if (hints & Qt::ImhLatinOnly) return Typing::Latin;
  return item->property("isNameField").toBool() ? Typing::Name : Typing::Text;
}

void press(QObject* item, Qt::Key key, const QString& text) {
  QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
  QCoreApplication::sendEvent(item, &down);
  QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, text);
  QCoreApplication::sendEvent(item, &up);
}

}  // namespace

Typing::Typing(QObject* parent) : QObject(parent) {
  connect(qGuiApp, &QGuiApplication::focusObjectChanged, this, &Typing::look);
  look(qGuiApp->focusObject());
}

Typing* Typing::instance() {
  static QPointer<Typing> one;
  if (!one) one = new Typing(qGuiApp);
  return one;
}

Typing* Typing::create(QQmlEngine*, QJSEngine*) {
  Typing* one = instance();
  QJSEngine::setObjectOwnership(one, QJSEngine::CppOwnership);
  return one;
}

void Typing::look(QObject* focused) {
  const bool same_item = focused == m_focused;
  if (!same_item) {
    if (m_focused) m_focused->removeEventFilter(this);
    if (focused) focused->installEventFilter(this);  // after Qt's keyboard has put its own: ours is asked first
    m_taken.clear();
    setWalking(false);
  }
  m_focused = focused;
  const Field field = field_of(focused);
  const bool changed = field != m_field;
  m_field = field;
  if (field != None && !same_item) {
    QGuiApplication::inputMethod()->update(Qt::ImQueryAll);  // asked before our filter was there
    setPage(first_page());
  }
  if (changed) Q_EMIT fieldChanged();
}

bool Typing::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::InputMethodQuery && watched == m_focused && !g_asking) {
    answer_without_text(*watched, *static_cast<QInputMethodQueryEvent*>(event));
    return true;
  }
  const bool press = event->type() == QEvent::KeyPress;
  if (watched != m_focused || m_field == None || (!press && event->type() != QEvent::KeyRelease)) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (!press) return m_taken.remove(key);
  const bool confirms = key == Qt::Key_Return || key == Qt::Key_Enter;
  if (!confirms && (!m_walking || !kWalkKeys.contains(key))) return false;
  m_taken.insert(key);
  if (m_walking)
    Q_EMIT walked(key);
  else
    setWalking(true);
  event->accept();
  return true;
}

void Typing::setWalking(bool walking) {
  if (walking == m_walking) return;
  m_walking = walking;
  Q_EMIT walkingChanged();
}

Typing::Page Typing::first_page() const {
  if (m_field == Latin || (m_latin_first && m_field == Text)) return Letters;
  return m_chinese;
}

void Typing::setPage(Page page) {
  if (page == Pinyin || page == Handwriting) m_chinese = page;
  if (page == m_page) return;
  m_page = page;
  Q_EMIT pageChanged();
}

void Typing::setCapitals(bool capitals) {
  if (capitals == m_capitals) return;
  m_capitals = capitals;
  Q_EMIT capitalsChanged();
}

void Typing::setLatinFirst(bool latinFirst) {
  if (latinFirst == m_latin_first) return;
  m_latin_first = latinFirst;
  Q_EMIT latinFirstChanged();
}

QString Typing::textBeforeCursor() const {
  if (!m_focused) return {};
  const QString text = ask(m_focused, Qt::ImSurroundingText).toString();
  return text.left(ask(m_focused, Qt::ImCursorPosition).toInt());
}

void Typing::type(const QString& text) {
  for (const QChar c : text) {
    if (!m_focused) return;
    press(m_focused, static_cast<Qt::Key>(c.toUpper().unicode()), QString(c));
  }
}

void Typing::eraseOne() {
  if (m_focused) press(m_focused, Qt::Key_Backspace, QString());
}

void Typing::eraseAll() {
  if (!m_focused) return;
  press(m_focused, Qt::Key_End, QString());
  const qsizetype length = ask(m_focused, Qt::ImSurroundingText).toString().size();
  for (qsizetype i = 0; i < length && m_focused; ++i) press(m_focused, Qt::Key_Backspace, QString());
}

void Typing::leave() {
  // Only a field is left: taking the focus from the window itself would leave nothing that a next touch could give it
  // to.
  auto* item = m_field == None ? nullptr : qobject_cast<QQuickItem*>(m_focused.data());
  if (item) item->setFocus(false);
  QGuiApplication::inputMethod()->hide();
}

void Typing::done() {
  QGuiApplication::inputMethod()->commit();
  leave();
  Q_EMIT finished();
}

void Typing::wipe() {
  Q_EMIT wiped();
  if (m_focused) {
    // Letters that were pending stand in the field as preedit text, which the field's own text does not show.
    QInputMethodEvent nothing;
    QCoreApplication::sendEvent(m_focused, &nothing);
  }
  QGuiApplication::inputMethod()->reset();
  leave();
  m_chinese = Pinyin;
  setCapitals(true);
  setPage(first_page());
}

}  // namespace warmheart
