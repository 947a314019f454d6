#include "app/kiosk/backend/occupancy_model.h"

#include <algorithm>

namespace warmheart {

int OccupancyModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant OccupancyModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() < 0 || static_cast<std::size_t>(index.row()) >= m_rows.size()) return {};
  const OccupancyRow& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case CodeRole: return row.code;
    case NameRole: return row.name;
    case StateTextRole: return row.stateText;
    case FullRole: return row.full;
    case LimitedRole: return row.limited;
    case ByHandRole: return row.byHand;
    default: return {};
  }
}

QHash<int, QByteArray> OccupancyModel::roleNames() const {
  return {{CodeRole, "code"}, {NameRole, "name"}, {StateTextRole, "stateText"}, {FullRole, "full"}, {LimitedRole, "limited"}, {ByHandRole, "byHand"}};
}

void OccupancyModel::setRows(std::vector<OccupancyRow> rows) {
  if (std::ranges::equal(rows, m_rows, {}, &OccupancyRow::code, &OccupancyRow::code)) {
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
