// Rows of the session list: one line of text each for when, where and what is left. GUI thread; nothing personal.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace warmheart {

struct SessionRow {
  QString code;  // the session's id
  QString kind;  // health-check, training, …
  QString title;
  QString when;
  QString place;
  QString stateText;
  bool atOnce = false;   // this station holds a place: confirmed here and now
  bool closed = false;   // cancelled
};

class SessionModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { CodeRole = Qt::UserRole + 1, KindRole, TitleRole, WhenRole, PlaceRole, StateTextRole, AtOnceRole, ClosedRole };
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;  // code, kind, title, when, place, stateText, atOnce, closed

  int count() const { return rowCount(); }
  void setRows(std::vector<SessionRow> rows);

 Q_SIGNALS:
  void countChanged();

 private:
  std::vector<SessionRow> m_rows;
};

}  // namespace warmheart
