#include "app/kiosk/backend/session_model.h"

#include <algorithm>

namespace warmheart {

int SessionModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant SessionModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() < 0 || static_cast<std::size_t>(index.row()) >= m_rows.size()) return {};
  const SessionRow& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case CodeRole: return row.code;
    case KindRole: return row.kind;
    case TitleRole: return row.title;
    case WhenRole: return row.when;
    case PlaceRole: return row.place;
    case StateTextRole: return row.stateText;
    case AtOnceRole: return row.atOnce;
    case ClosedRole: return row.closed;
    default: return {};
  }
}

QHash<int, QByteArray> SessionModel::roleNames() const {
  return {{CodeRole, "code"},   {KindRole, "kind"},           {TitleRole, "title"},   {WhenRole, "when"},
          {PlaceRole, "place"}, {StateTextRole, "stateText"}, {AtOnceRole, "atOnce"}, {ClosedRole, "closed"}};
}

// Rows that only changed are told as changed, so that a page does not flicker under a finger.
void SessionModel::setRows(std::vector<SessionRow> rows) {
  if (std::ranges::equal(rows, m_rows, {}, &SessionRow::code, &SessionRow::code)) {
    m_rows = std::move(rows);
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
    return;
  }
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
  Q_EMIT countChanged();
}

}  // namespace warmheart
