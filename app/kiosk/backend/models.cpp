#include "app/kiosk/backend/models.h"

#include <algorithm>

namespace warmheart {

namespace {

bool holds(const QModelIndex& index, std::size_t size) {
  return index.isValid() && index.row() >= 0 && static_cast<std::size_t>(index.row()) < size;
}

}  // namespace

int ChoiceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ChoiceModel::data(const QModelIndex& index, int role) const {
  if (!holds(index, m_rows.size())) return {};
  const Choice& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case CodeRole: return row.code;
    case NameRole: return row.name;
    case DetailRole: return row.detail;
    case ProposedRole: return row.proposed;
    default: return {};
  }
}

QHash<int, QByteArray> ChoiceModel::roleNames() const {
  return {{CodeRole, "code"}, {NameRole, "name"}, {DetailRole, "detail"}, {ProposedRole, "proposed"}};
}

void ChoiceModel::setRows(std::vector<Choice> rows) {
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
  Q_EMIT countChanged();
}

QString ChoiceModel::nameOf(const QString& code) const {
  const int row = indexOf(code);
  return row < 0 ? QString() : m_rows[static_cast<std::size_t>(row)].name;
}

int ChoiceModel::indexOf(const QString& code) const {
  const auto found = std::ranges::find(m_rows, code, &Choice::code);
  return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ServiceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ServiceModel::data(const QModelIndex& index, int role) const {
  if (!holds(index, m_rows.size())) return {};
  const OfferedService& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case CodeRole: return row.code;
    case NameRole: return row.name;
    case UnitsRole: return row.units;
    default: return {};
  }
}

QHash<int, QByteArray> ServiceModel::roleNames() const {
  return {{CodeRole, "code"}, {NameRole, "name"}, {UnitsRole, "units"}};
}

void ServiceModel::setRows(std::vector<OfferedService> rows) {
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
  Q_EMIT countChanged();
}

int AnswerModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AnswerModel::data(const QModelIndex& index, int role) const {
  if (!holds(index, m_rows.size())) return {};
  const RiderQuestion& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case AnswerIdRole: return row.id;
    case QuestionRole: return row.question;
    case AnswerRole: return row.answer;
    default: return {};
  }
}

QHash<int, QByteArray> AnswerModel::roleNames() const {
  return {{AnswerIdRole, "answerId"}, {QuestionRole, "question"}, {AnswerRole, "answer"}};
}

void AnswerModel::setRows(std::vector<RiderQuestion> rows) {
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
  Q_EMIT countChanged();
}

int ConsentModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConsentModel::data(const QModelIndex& index, int role) const {
  if (!holds(index, m_rows.size())) return {};
  const ConsentRow& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case TextIdRole: return row.id;
    case TextRole: return row.text;
    case RequiredRole: return row.required;
    case GivenRole: return row.given;
    default: return {};
  }
}

QHash<int, QByteArray> ConsentModel::roleNames() const {
  return {{TextIdRole, "textId"}, {TextRole, "text"}, {RequiredRole, "required"}, {GivenRole, "given"}};
}

bool ConsentModel::complete() const {
  return !m_rows.empty() &&
         std::ranges::all_of(m_rows, [](const ConsentRow& row) { return row.given || !row.required; });
}

void ConsentModel::setRows(std::vector<ConsentRow> rows) {
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
  Q_EMIT countChanged();
  Q_EMIT givenChanged();
}

bool ConsentModel::isGiven(const QString& textId) const {
  const auto found = std::ranges::find(m_rows, textId, &ConsentRow::id);
  return found != m_rows.end() && found->given;
}

QString ConsentModel::textOf(const QString& textId) const {
  const auto found = std::ranges::find(m_rows, textId, &ConsentRow::id);
  return found == m_rows.end() ? QString() : found->text;
}

void ConsentModel::setTexts(std::vector<ConsentRow> rows, bool sameAgreements) {
  for (ConsentRow& row : rows) {
    const auto before = std::ranges::find(m_rows, row.id, &ConsentRow::id);
    if (before == m_rows.end() || !before->given || before->version != row.version) continue;
    if (!sameAgreements && before->text != row.text) continue;
    row.given = true;
    row.agreedText = before->agreedText;
    row.agreedLanguage = before->agreedLanguage;
  }
  setRows(std::move(rows));
}

void ConsentModel::withdrawAll() {
  for (ConsentRow& row : m_rows) {
    row.given = false;
    row.agreedText.clear();
  }
  if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1), {GivenRole});
  Q_EMIT givenChanged();
}

void ConsentModel::setGiven(const QString& textId, bool given) {
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    if (m_rows[i].id != textId || m_rows[i].given == given) continue;
    m_rows[i].given = given;
    m_rows[i].agreedText = given ? m_rows[i].text : QString();
    m_rows[i].agreedLanguage = m_rows[i].language;
    const QModelIndex changed = index(static_cast<int>(i));
    Q_EMIT dataChanged(changed, changed, {GivenRole});
    Q_EMIT givenChanged();
  }
}

}  // namespace warmheart
