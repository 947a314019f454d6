#include "app/kiosk/keyboard/handwriting_input_method.h"

#include "app/kiosk/keyboard/name_candidates.h"
#include "app/kiosk/keyboard/typing.h"

#include <QPointF>
#include <QVirtualKeyboardInputContext>

#include <algorithm>

namespace warmheart {
namespace {

using ListModel = QVirtualKeyboardSelectionListModel;

Stroke stroke_of(const QVirtualKeyboardTrace& trace) {
  Stroke stroke;
  const QVariantList points = trace.points();
  for (const QVariant& point : points) {
    if (stroke.size() >= HandwritingEngine::kMaxPointsOfStroke) break;
    const QPoint at = point.toPointF().toPoint();
    stroke.emplace_back(at.x(), at.y());
  }
  return stroke;
}

}  // namespace

HandwritingInputMethod::HandwritingInputMethod(QObject* parent) : QVirtualKeyboardAbstractInputMethod(parent) {
  connect(Typing::instance(), &Typing::wiped, this, &HandwritingInputMethod::clearStrokes);
}

HandwritingInputMethod::~HandwritingInputMethod() = default;

QList<QVirtualKeyboardInputEngine::InputMode> HandwritingInputMethod::inputModes(const QString&) {
  return {QVirtualKeyboardInputEngine::InputMode::ChineseHandwriting};
}

bool HandwritingInputMethod::setInputMode(const QString&, QVirtualKeyboardInputEngine::InputMode mode) {
  return mode == QVirtualKeyboardInputEngine::InputMode::ChineseHandwriting;
}

bool HandwritingInputMethod::setTextCase(QVirtualKeyboardInputEngine::TextCase) { return true; }

bool HandwritingInputMethod::keyEvent(Qt::Key key, const QString&, Qt::KeyboardModifiers) {
  if (m_traces.empty()) return false;
  if (key == Qt::Key_Backspace) {
    // The last stroke goes first: a slip of the finger does not cost the character.
    if (m_traces.back()) m_traces.back()->deleteLater();
    m_traces.pop_back();
    Q_EMIT strokesChanged();
    recognise();
    return true;
  }
  clearStrokes();
  return false;
}

QList<ListModel::Type> HandwritingInputMethod::selectionLists() { return {ListModel::Type::WordCandidateList}; }

int HandwritingInputMethod::selectionListItemCount(ListModel::Type) { return static_cast<int>(m_candidates.size()); }

QVariant HandwritingInputMethod::selectionListData(ListModel::Type type, int index, ListModel::Role role) {
  if (index < 0 || static_cast<std::size_t>(index) >= m_candidates.size()) return {};
  if (role == ListModel::Role::Display) return QString::fromStdString(m_candidates[static_cast<std::size_t>(index)]);
  return QVirtualKeyboardAbstractInputMethod::selectionListData(type, index, role);
}

void HandwritingInputMethod::selectionListItemSelected(ListModel::Type, int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= m_candidates.size()) return;
  const QString text = QString::fromStdString(m_candidates[static_cast<std::size_t>(index)]);
  clearStrokes();
  inputContext()->commit(text);
}

QList<QVirtualKeyboardInputEngine::PatternRecognitionMode> HandwritingInputMethod::patternRecognitionModes() const {
  return {QVirtualKeyboardInputEngine::PatternRecognitionMode::Handwriting};
}

QVirtualKeyboardTrace* HandwritingInputMethod::traceBegin(int trace_id,
                                                          QVirtualKeyboardInputEngine::PatternRecognitionMode,
                                                          const QVariantMap&, const QVariantMap&) {
  if (m_traces.size() >= HandwritingEngine::kMaxStrokes) return nullptr;
  auto* trace = new QVirtualKeyboardTrace(this);
  trace->setTraceId(trace_id);
  m_traces.emplace_back(trace);
  Q_EMIT strokesChanged();
  return trace;
}

bool HandwritingInputMethod::traceEnd(QVirtualKeyboardTrace* trace) {
  if (trace->isCanceled()) {
    std::erase(m_traces, trace);
    trace->deleteLater();
    Q_EMIT strokesChanged();
  }
  recognise();
  return true;
}

void HandwritingInputMethod::recognise() {
  std::vector<Stroke> strokes;
  for (const auto& trace : m_traces)
    if (trace && trace->length() > 0) strokes.push_back(stroke_of(*trace));
  const Typing* typing = Typing::instance();
  const NamePosition position = typing->field() != Typing::Name ? NamePosition::kText
                                : typing->atNameStart()         ? NamePosition::kNameStart
                                                                : NamePosition::kNameRest;
  m_candidates = order_for_name(m_engine.recognise(strokes, kMaxCandidates), position);
  Q_EMIT selectionListChanged(ListModel::Type::WordCandidateList);
}

void HandwritingInputMethod::clearStrokes() {
  for (const auto& trace : m_traces)
    if (trace) trace->deleteLater();
  m_traces.clear();
  for (std::string& candidate : m_candidates) std::fill(candidate.begin(), candidate.end(), '\0');
  m_candidates.clear();
  Q_EMIT strokesChanged();
  Q_EMIT selectionListChanged(ListModel::Type::WordCandidateList);
}

void HandwritingInputMethod::reset() { clearStrokes(); }

void HandwritingInputMethod::update() {
  if (!m_traces.empty()) clearStrokes();
}

}  // namespace warmheart
