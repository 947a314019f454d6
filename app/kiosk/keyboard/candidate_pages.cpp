#include "app/kiosk/keyboard/candidate_pages.h"

#include <algorithm>

namespace warmheart {

CandidatePages::CandidatePages(QObject* parent) : QAbstractListModel(parent) {}

QAbstractListModel* CandidatePages::source() const { return m_source; }

void CandidatePages::setSource(QAbstractListModel* source) {
  auto* list = qobject_cast<QVirtualKeyboardSelectionListModel*>(source);
  if (list == m_source) return;
  if (m_source) m_source->disconnect(this);
  m_source = list;
  if (m_source) {
    connect(m_source, &QAbstractItemModel::modelReset, this, &CandidatePages::paginate);
    connect(m_source, &QAbstractItemModel::dataChanged, this, &CandidatePages::paginate);
    connect(m_source, &QAbstractItemModel::rowsInserted, this, &CandidatePages::paginate);
    connect(m_source, &QAbstractItemModel::rowsRemoved, this, &CandidatePages::paginate);
  }
  Q_EMIT sourceChanged();
  paginate();
}

void CandidatePages::setCells(int cells) {
  cells = std::max(cells, 1);
  if (cells == m_cells) return;
  m_cells = cells;
  Q_EMIT cellsChanged();
  paginate();
}

void CandidatePages::paginate() {
  std::vector<std::vector<Entry>> pages;
  int used = m_cells;
  const int rows = m_source ? m_source->rowCount() : 0;
  for (int row = 0; row < rows; ++row) {
    Entry entry{row, m_source->dataAt(row).toString(), 1, 0};
    const auto characters = static_cast<int>(entry.text.toUcs4().size());
    entry.cells = std::clamp((characters + 1) / 2, 1, m_cells);
    if (used + entry.cells > m_cells) {
      pages.emplace_back();
      used = 0;
    }
    entry.start = used;
    used += entry.cells;
    pages.back().push_back(std::move(entry));
  }
  // The source tells one change several times; a candidate under the finger must not be made anew for nothing.
  if (pages == m_pages) return;
  beginResetModel();
  m_pages = std::move(pages);
  m_page = 0;
  endResetModel();
  Q_EMIT pageChanged();
}

void CandidatePages::show(std::size_t page) {
  if (page >= m_pages.size() || page == m_page) return;
  beginResetModel();
  m_page = page;
  endResetModel();
  Q_EMIT pageChanged();
}

bool CandidatePages::hasNext() const { return m_page + 1 < m_pages.size(); }

void CandidatePages::next() { show(m_page + 1); }

void CandidatePages::previous() {
  if (m_page > 0) show(m_page - 1);
}

int CandidatePages::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || m_page >= m_pages.size() ? 0 : static_cast<int>(m_pages[m_page].size());
}

QVariant CandidatePages::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || m_page >= m_pages.size() || static_cast<std::size_t>(index.row()) >= m_pages[m_page].size())
    return {};
  const Entry& entry = m_pages[m_page][static_cast<std::size_t>(index.row())];
  if (role == TextRole || role == Qt::DisplayRole) return entry.text;
  if (role == StartRole) return entry.start;
  return role == CellsRole ? QVariant(entry.cells) : QVariant();
}

QHash<int, QByteArray> CandidatePages::roleNames() const {
  return {{TextRole, "text"}, {CellsRole, "cells"}, {StartRole, "start"}};
}

void CandidatePages::choose(int index) {
  if (!m_source || m_page >= m_pages.size() || index < 0 || static_cast<std::size_t>(index) >= m_pages[m_page].size())
    return;
  m_source->selectItem(m_pages[m_page][static_cast<std::size_t>(index)].row);
}

}  // namespace warmheart
