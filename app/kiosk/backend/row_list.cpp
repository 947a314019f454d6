#include "app/kiosk/backend/row_list.h"

namespace warmheart {

int RowList::indexOf(const QString& code) const {
  for (int row = 0; row < count(); ++row) {
    if (data(index(row), Qt::UserRole + 1).toString() == code) return row;
  }
  return -1;
}

QString RowList::nameOf(const QString& code) const {
  const int row = indexOf(code);
  return row < 0 ? QString() : data(index(row), Qt::UserRole + 2).toString();
}

}  // namespace warmheart
