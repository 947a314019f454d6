// The accepted pictures: tests/shots/accepted/<series>/<page>.webp, half of a portrait screen's width, so that a word
// can be read. A changed picture is a decision somebody makes: `warmheart-shots --accept` writes it, a plain run
// compares.
#pragma once

#include <QDir>
#include <QImage>
#include <QString>
#include <QStringList>

namespace warmheart {

class AcceptedSeries {
 public:
  // A series without a folder has no pages: every picture of it is new.
  AcceptedSeries(const QDir& folder, const QString& series);

  // "" when the picture is the accepted one; else a sentence for whoever changed it.
  QString mismatch(const QString& page, const QImage& picture) const;
  // Accepted pages that were not rendered: pages that are gone.
  QStringList not_among(const QStringList& rendered) const;

  // The picture is the accepted one from now on. The file of one that has not changed stays as it is. False: it could
  // not be written.
  bool accept(const QString& page, const QImage& picture) const;
  // A page that is no longer drawn.
  bool forget(const QString& page) const;

 private:
  QString file_of(const QString& page) const;

  QDir m_dir;
};

}  // namespace warmheart
