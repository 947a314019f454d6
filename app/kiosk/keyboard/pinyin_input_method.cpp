#include "app/kiosk/keyboard/pinyin_input_method.h"

#include "app/kiosk/keyboard/typing.h"

#include <QVirtualKeyboardInputContext>

#include <algorithm>

namespace warmheart {
namespace {

using ListModel = QVirtualKeyboardSelectionListModel;

void overwrite(std::string& text) {
  std::fill(text.begin(), text.end(), '\0');
  text.clear();
}

bool is_letter(const QString& text) {
  return text.size() == 1 &&
         ((text[0] >= u'a' && text[0] <= u'z') || (text[0] >= u'A' && text[0] <= u'Z') || text[0] == u'\'');
}

}  // namespace

PinyinInputMethod::PinyinInputMethod(QObject* parent) : QVirtualKeyboardAbstractInputMethod(parent) {
  connect(Typing::instance(), &Typing::wiped, this, &PinyinInputMethod::wipe);
}

PinyinInputMethod::~PinyinInputMethod() {
  overwrite(m_letters);
  overwrite(m_chosen);
}

QList<QVirtualKeyboardInputEngine::InputMode> PinyinInputMethod::inputModes(const QString&) {
  return {QVirtualKeyboardInputEngine::InputMode::Pinyin};
}

bool PinyinInputMethod::setInputMode(const QString&, QVirtualKeyboardInputEngine::InputMode mode) {
  return mode == QVirtualKeyboardInputEngine::InputMode::Pinyin;
}

bool PinyinInputMethod::setTextCase(QVirtualKeyboardInputEngine::TextCase) { return true; }

bool PinyinInputMethod::keyEvent(Qt::Key key, const QString& text, Qt::KeyboardModifiers) {
  if (is_letter(text)) return type_letter(text);
  if (key == Qt::Key_Backspace) return erase();
  if (m_letters.empty()) return false;
  // Space takes the first candidate; the middle dot, 〓 and the like take it too and are then typed themselves.
  if (!m_candidates.empty()) choose(0);
  if (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter) return true;
  while (!m_letters.empty() && !m_candidates.empty()) choose(0);
  return false;
}

bool PinyinInputMethod::type_letter(const QString& text) {
  if (!m_engine.open()) return false;
  if (m_letters.empty() && text[0] == u'\'') return true;
  if (m_letters.size() < PinyinEngine::kMaxLetters) m_letters += static_cast<char>(text[0].toLower().toLatin1());
  refresh();
  return true;
}

bool PinyinInputMethod::erase() {
  if (m_letters.empty()) return false;
  m_letters.pop_back();
  if (m_letters.empty() && !m_chosen.empty()) {
    // What was chosen for the letters before is worth more than the last letter: it stays.
    const QString chosen = QString::fromStdString(m_chosen);
    forget();
    m_busy = true;
    inputContext()->commit(chosen);
    m_busy = false;
  }
  refresh();
  return true;
}

void PinyinInputMethod::choose(std::size_t index) {
  if (index >= m_candidates.size()) return;
  const PinyinCandidate candidate = m_candidates[index];
  const std::size_t used = candidate.letters ? candidate.letters : m_engine.letters_of(m_letters, candidate.text);
  m_chosen += candidate.text;
  m_letters.erase(0, std::min(used, m_letters.size()));
  while (!m_letters.empty() && m_letters.front() == '\'') m_letters.erase(0, 1);
  if (m_letters.empty()) {
    const QString text = QString::fromStdString(m_chosen);
    forget();
    m_busy = true;
    inputContext()->commit(text);
    m_busy = false;
  }
  refresh();
}

NamePosition PinyinInputMethod::position() const {
  const Typing* typing = Typing::instance();
  if (typing->field() != Typing::Name) return NamePosition::kText;
  return m_chosen.empty() && typing->atNameStart() ? NamePosition::kNameStart : NamePosition::kNameRest;
}

QString PinyinInputMethod::pending() const {
  return QString::fromStdString(m_chosen) + QString::fromStdString(m_letters);
}

void PinyinInputMethod::refresh() {
  m_candidates.clear();
  if (!m_letters.empty()) m_candidates = pinyin_candidates(m_engine, m_letters, position(), kMaxCandidates);
  m_busy = true;
  inputContext()->setPreeditText(pending());
  m_busy = false;
  Q_EMIT selectionListChanged(ListModel::Type::WordCandidateList);
}

QList<ListModel::Type> PinyinInputMethod::selectionLists() { return {ListModel::Type::WordCandidateList}; }

int PinyinInputMethod::selectionListItemCount(ListModel::Type) { return static_cast<int>(m_candidates.size()); }

QVariant PinyinInputMethod::selectionListData(ListModel::Type type, int index, ListModel::Role role) {
  if (index < 0 || static_cast<std::size_t>(index) >= m_candidates.size()) return {};
  if (role == ListModel::Role::Display)
    return QString::fromStdString(m_candidates[static_cast<std::size_t>(index)].text);
  return QVirtualKeyboardAbstractInputMethod::selectionListData(type, index, role);
}

void PinyinInputMethod::selectionListItemSelected(ListModel::Type, int index) {
  if (index >= 0) choose(static_cast<std::size_t>(index));
}

void PinyinInputMethod::forget() {
  overwrite(m_letters);
  overwrite(m_chosen);
  for (PinyinCandidate& candidate : m_candidates) overwrite(candidate.text);
  m_candidates.clear();
  m_engine.forget();
}

void PinyinInputMethod::reset() {
  forget();
  Q_EMIT selectionListChanged(ListModel::Type::WordCandidateList);
}

void PinyinInputMethod::wipe() {
  reset();
  m_busy = true;
  if (inputContext()) inputContext()->clear();
  m_busy = false;
}

void PinyinInputMethod::update() {
  // The cursor or the field moved: letters nobody chose anything for are not text.
  if (m_busy || (m_letters.empty() && m_chosen.empty())) return;
  const QString chosen = QString::fromStdString(m_chosen);
  forget();
  m_busy = true;
  if (inputContext()) inputContext()->commit(chosen);
  m_busy = false;
  Q_EMIT selectionListChanged(ListModel::Type::WordCandidateList);
}

}  // namespace warmheart
