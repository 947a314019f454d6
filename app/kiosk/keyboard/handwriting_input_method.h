// The handwriting page's input method: collects the strokes of one character from Qt's trace area, offers candidates.
// Owner: the layout (QML). Thread: GUI. Strokes are kept until a candidate is chosen, cleared or wiped; never longer.
#pragma once

#include "app/kiosk/keyboard/handwriting_engine.h"

#include <QPointer>
#include <QQmlEngine>
#include <QVirtualKeyboardAbstractInputMethod>
#include <QVirtualKeyboardTrace>

#include <string>
#include <vector>

namespace warmheart {

class HandwritingInputMethod : public QVirtualKeyboardAbstractInputMethod {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(bool empty READ empty NOTIFY strokesChanged)

 public:
  static constexpr std::size_t kMaxCandidates = 40;

  explicit HandwritingInputMethod(QObject* parent = nullptr);
  ~HandwritingInputMethod() override;

  bool empty() const { return m_traces.empty(); }
  // Rubs out what is written and not yet chosen.
  Q_INVOKABLE void clearStrokes();

  QList<QVirtualKeyboardInputEngine::InputMode> inputModes(const QString& locale) override;
  bool setInputMode(const QString& locale, QVirtualKeyboardInputEngine::InputMode mode) override;
  bool setTextCase(QVirtualKeyboardInputEngine::TextCase text_case) override;
  bool keyEvent(Qt::Key key, const QString& text, Qt::KeyboardModifiers modifiers) override;
  QList<QVirtualKeyboardSelectionListModel::Type> selectionLists() override;
  int selectionListItemCount(QVirtualKeyboardSelectionListModel::Type type) override;
  QVariant selectionListData(QVirtualKeyboardSelectionListModel::Type type, int index,
                             QVirtualKeyboardSelectionListModel::Role role) override;
  void selectionListItemSelected(QVirtualKeyboardSelectionListModel::Type type, int index) override;
  QList<QVirtualKeyboardInputEngine::PatternRecognitionMode> patternRecognitionModes() const override;
  QVirtualKeyboardTrace* traceBegin(int trace_id, QVirtualKeyboardInputEngine::PatternRecognitionMode mode,
                                    const QVariantMap& device, const QVariantMap& screen) override;
  bool traceEnd(QVirtualKeyboardTrace* trace) override;
  void reset() override;
  void update() override;

 Q_SIGNALS:
  void strokesChanged();

 private:
  void recognise();

  HandwritingEngine m_engine;
  std::vector<QPointer<QVirtualKeyboardTrace>> m_traces;  // parented to this; the canvas holds them too
  std::vector<std::string> m_candidates;
};

}  // namespace warmheart
