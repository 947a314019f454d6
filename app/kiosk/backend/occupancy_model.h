// Lists of the rest pages: services with what is left of them, and requests that wait for staff. GUI thread; nothing personal.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "core/base/id.h"

namespace warmheart {

struct OccupancyRow {
  QString code;
  QString name;
  QString stateText;     // "空 6 个", "满了，约 12:10 有空", "随用", "请工作人员拿"
  bool full = false;
  bool limited = false;  // it has numbered places
  bool byHand = false;
};

class OccupancyModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { CodeRole = Qt::UserRole + 1, NameRole, StateTextRole, FullRole, LimitedRole, ByHandRole };
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;  // code, name, stateText, full, limited, byHand

  int count() const { return rowCount(); }
  // Rows that only changed are told as changed, so that a page does not flicker under a finger.
  void setRows(std::vector<OccupancyRow> rows);

 Q_SIGNALS:
  void countChanged();

 private:
  std::vector<OccupancyRow> m_rows;
};

}  // namespace warmheart
