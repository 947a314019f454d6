// The accepted pictures: one sheet of thumbnails a series, in tests/shots/accepted, with the names of its cells beside
// it. A changed picture is a decision somebody makes: `warmheart-shots --accept` writes them, a plain run compares.
#pragma once

#include <QDir>
#include <QImage>
#include <QString>
#include <QStringList>

namespace warmheart {

// One picture as it is kept and compared: small enough for the repository, large enough that a moved button shows.
QImage thumbnail_of(const QImage& picture);

class AcceptedSeries {
 public:
  // An absent series has no cells: every picture of it is new.
  AcceptedSeries(const QDir& folder, const QString& series);

  // "" when the picture is the accepted one; else a sentence for whoever changed it.
  QString mismatch(const QString& page, const QImage& picture) const;
  // Accepted pages that were not rendered: pages that are gone.
  QStringList not_among(const QStringList& rendered) const;

  static bool write(const QDir& folder, const QString& series, const QStringList& pages, const QList<QImage>& pictures);

 private:
  QStringList m_pages;
  QImage m_sheet;
  QSize m_cell;
};

}  // namespace warmheart
