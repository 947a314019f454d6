// The Pinyin page's input method: letters become candidates, a chosen candidate becomes text. Surnames come first in an
// empty name field. Owner: the layout (QML). Thread: GUI. Nothing outlives a wipe. Failure: without dictionaries the
// letters themselves are typed, so that a station with a broken installation still takes Latin names.
#pragma once

#include "app/kiosk/keyboard/name_candidates.h"
#include "app/kiosk/keyboard/pinyin_engine.h"

#include <QQmlEngine>
#include <QVirtualKeyboardAbstractInputMethod>

#include <vector>

namespace warmheart {

class PinyinInputMethod : public QVirtualKeyboardAbstractInputMethod {
  Q_OBJECT
  QML_ELEMENT

 public:
  static constexpr std::size_t kMaxCandidates = 120;

  explicit PinyinInputMethod(QObject* parent = nullptr);
  ~PinyinInputMethod() override;

  QList<QVirtualKeyboardInputEngine::InputMode> inputModes(const QString& locale) override;
  bool setInputMode(const QString& locale, QVirtualKeyboardInputEngine::InputMode mode) override;
  bool setTextCase(QVirtualKeyboardInputEngine::TextCase text_case) override;
  bool keyEvent(Qt::Key key, const QString& text, Qt::KeyboardModifiers modifiers) override;
  QList<QVirtualKeyboardSelectionListModel::Type> selectionLists() override;
  int selectionListItemCount(QVirtualKeyboardSelectionListModel::Type type) override;
  QVariant selectionListData(QVirtualKeyboardSelectionListModel::Type type, int index,
                             QVirtualKeyboardSelectionListModel::Role role) override;
  void selectionListItemSelected(QVirtualKeyboardSelectionListModel::Type type, int index) override;
  void reset() override;
  void update() override;

 private:
  bool type_letter(const QString& text);
  bool erase();
  void choose(std::size_t index);
  void refresh();
  void forget();
  void wipe();
  NamePosition position() const;
  QString pending() const;

  PinyinEngine m_engine;
  std::string m_letters;  // typed and not yet chosen
  std::string m_chosen;   // chosen for the letters before them, not yet in the field
  std::vector<PinyinCandidate> m_candidates;
  bool m_busy = false;  // our own change of the preedit text is no reason to forget it
};

}  // namespace warmheart
