// The candidates in pages that fit the bar: no dragging, a button turns the page. Owner: CandidateBar.qml. Thread: GUI.
// A candidate takes one cell for two characters and one more for every two further ones.
#pragma once

#include <QAbstractListModel>
#include <QPointer>
#include <QQmlEngine>
#include <QVirtualKeyboardSelectionListModel>

#include <vector>

namespace warmheart {

class CandidatePages : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QAbstractListModel* source READ source WRITE setSource NOTIFY sourceChanged)
  Q_PROPERTY(int cells READ cells WRITE setCells NOTIFY cellsChanged)
  Q_PROPERTY(bool hasNext READ hasNext NOTIFY pageChanged)
  Q_PROPERTY(bool hasPrevious READ hasPrevious NOTIFY pageChanged)
  Q_PROPERTY(int count READ count NOTIFY pageChanged)

 public:
  enum Role { TextRole = Qt::UserRole + 1, CellsRole, StartRole };

  explicit CandidatePages(QObject* parent = nullptr);

  QAbstractListModel* source() const;
  void setSource(QAbstractListModel* source);
  int cells() const { return m_cells; }
  void setCells(int cells);
  bool hasNext() const;
  bool hasPrevious() const { return m_page > 0; }
  int count() const { return rowCount({}); }

  int rowCount(const QModelIndex& parent) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  Q_INVOKABLE void next();
  Q_INVOKABLE void previous();
  // Takes the candidate at this position of the page.
  Q_INVOKABLE void choose(int index);

 Q_SIGNALS:
  void sourceChanged();
  void cellsChanged();
  void pageChanged();

 private:
  struct Entry {
    int row = 0;
    QString text;
    int cells = 1;
    int start = 0;  // the cell it begins in
    bool operator==(const Entry&) const = default;
  };
  void paginate();
  void show(std::size_t page);

  QPointer<QVirtualKeyboardSelectionListModel> m_source;
  int m_cells = 8;
  std::size_t m_page = 0;
  std::vector<std::vector<Entry>> m_pages;
};

}  // namespace warmheart
