// The one list that pages show. A row is a plain struct; its table of roles says what QML may read of it. Rows are
// replaced as a whole; where their first role stays the same they are only told as changed, so that a page does not
// flicker under a finger. GUI thread. Personal data never stands in a list, except which consents are given.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <algorithm>
#include <span>
#include <vector>

namespace warmheart {

// What QML sees of every list.
class RowList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  int count() const { return rowCount(QModelIndex()); }
  Q_INVOKABLE int indexOf(const QString& code) const;     // by the first role; -1: not here
  Q_INVOKABLE QString nameOf(const QString& code) const;  // the second role of that row; "": not here

 Q_SIGNALS:
  void countChanged();
};

// One value of a row: {"name", member<&Choice::name>}.
template <class Row>
struct Role {
  const char* name;
  QVariant (*read)(const Row&);
};

template <class Member>
struct RowOf;
template <class Row, class Value>
struct RowOf<Value Row::*> {
  using type = Row;
};
template <auto Member>
QVariant member(const typename RowOf<decltype(Member)>::type& row) {
  return QVariant::fromValue(row.*Member);
}

// Row::roles() is its table of roles.
template <class Row>
class Rows final : public RowList {
 public:
  int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
  }

  QVariant data(const QModelIndex& index, int role) const override {
    const std::span<const Role<Row>> roles = Row::roles();
    const int at = role - Qt::UserRole - 1;
    if (!index.isValid() || index.row() < 0 || index.row() >= count() || at < 0 || at >= static_cast<int>(roles.size()))
      return {};
    return roles[static_cast<std::size_t>(at)].read(m_rows[static_cast<std::size_t>(index.row())]);
  }

  QHash<int, QByteArray> roleNames() const override {
    QHash<int, QByteArray> names;
    int role = Qt::UserRole;
    for (const Role<Row>& one : Row::roles()) names.insert(++role, one.name);
    return names;
  }

  const std::vector<Row>& rows() const { return m_rows; }

  void setRows(std::vector<Row> rows) {
    const auto code = [](const Row& row) { return Row::roles().front().read(row).toString(); };
    if (std::ranges::equal(rows, m_rows, {}, code, code)) {
      m_rows = std::move(rows);
      if (!m_rows.empty()) Q_EMIT dataChanged(index(0), index(count() - 1));
      return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT countChanged();
  }

 private:
  std::vector<Row> m_rows;
};

}  // namespace warmheart
