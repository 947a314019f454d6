#include "tests/shots/accepted.h"

#include <QFile>
#include <QPainter>

#include <algorithm>
#include <cstdlib>

namespace warmheart {

namespace {

constexpr int kColumns = 8;
constexpr int kShortSide = 128;  // pixels of a thumbnail
constexpr int kUnit = 16;        // pixels; JPEG compresses such squares, and no page shares one with its neighbour
constexpr int kBlock = 8;        // pixels; what is compared is the mean of a block
// Of 255. JPEG at this quality moves the brightness of a block by at most 7; a word that changes moves it by 15 and
// more.
constexpr int kTolerance = 9;
constexpr int kColourTolerance = 24;
constexpr int kQuality = 88;

QRect cell_at(int index, QSize cell) {
  return {(index % kColumns) * cell.width(), (index / kColumns) * cell.height(), cell.width(), cell.height()};
}

struct Mean {
  int red = 0, green = 0, blue = 0;
};

Mean mean_of(const QImage& image, const QRect& block) {
  Mean sum;
  for (int y = block.top(); y <= block.bottom(); ++y) {
    for (int x = block.left(); x <= block.right(); ++x) {
      const QRgb pixel = image.pixel(x, y);
      sum.red += qRed(pixel);
      sum.green += qGreen(pixel);
      sum.blue += qBlue(pixel);
    }
  }
  const int count = block.width() * block.height();
  return {sum.red / count, sum.green / count, sum.blue / count};
}

int brightness(const Mean& mean) { return (299 * mean.red + 587 * mean.green + 114 * mean.blue) / 1000; }

// In brightness; a colour may be further off by itself, for JPEG keeps a quarter of the colours.
int distance(const Mean& a, const Mean& b) {
  const int colour = std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
  return std::max(std::abs(brightness(a) - brightness(b)), colour * kTolerance / kColourTolerance);
}

// The block that differs most, in thumbnail pixels; a null rectangle when none does.
QRect first_difference(const QImage& now, const QImage& accepted) {
  int most = kTolerance;
  QRect found;
  for (int y = 0; y < now.height(); y += kBlock) {
    for (int x = 0; x < now.width(); x += kBlock) {
      const QRect block = QRect(x, y, kBlock, kBlock).intersected(now.rect());
      const int far = distance(mean_of(now, block), mean_of(accepted, block));
      if (far > most) {
        most = far;
        found = block;
      }
    }
  }
  return found;
}

}  // namespace

QImage thumbnail_of(const QImage& picture) {
  const int shorter = std::min(picture.width(), picture.height());
  const auto whole_units = [shorter](int side) { return kShortSide * side / shorter / kUnit * kUnit; };
  return picture
      .scaled(whole_units(picture.width()), whole_units(picture.height()), Qt::IgnoreAspectRatio,
              Qt::SmoothTransformation)
      .convertToFormat(QImage::Format_RGB32);
}

AcceptedSeries::AcceptedSeries(const QDir& folder, const QString& series) {
  QFile names(folder.filePath(series + QStringLiteral(".txt")));
  if (!names.open(QIODevice::ReadOnly)) return;
  m_pages = QString::fromUtf8(names.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
  m_sheet = QImage(folder.filePath(series + QStringLiteral(".jpg"))).convertToFormat(QImage::Format_RGB32);
  const int rows = (static_cast<int>(m_pages.size()) + kColumns - 1) / kColumns;
  if (rows > 0) m_cell = QSize(m_sheet.width() / kColumns, m_sheet.height() / rows);
}

QString AcceptedSeries::mismatch(const QString& page, const QImage& picture) const {
  const auto at = m_pages.indexOf(page);
  if (at < 0) return QStringLiteral("is new: look at it, then accept it");
  const QImage now = thumbnail_of(picture);
  const QImage accepted = m_sheet.copy(cell_at(static_cast<int>(at), m_cell));
  if (now.size() != accepted.size()) return QStringLiteral("has another size than the accepted one");
  const QRect difference = first_difference(now, accepted);
  if (difference.isNull()) return {};
  return QStringLiteral(
             "differs from the accepted one near %1, %2 (pixels of the picture): look at both, then accept it or mend "
             "it")
      .arg(difference.center().x() * picture.width() / now.width())
      .arg(difference.center().y() * picture.height() / now.height());
}

QStringList AcceptedSeries::not_among(const QStringList& rendered) const {
  QStringList gone;
  for (const QString& page : m_pages) {
    if (!rendered.contains(page)) gone.append(page);
  }
  return gone;
}

bool AcceptedSeries::write(const QDir& folder, const QString& series, const QStringList& pages,
                           const QList<QImage>& pictures) {
  if (pictures.isEmpty()) return false;
  const QSize cell = thumbnail_of(pictures.first()).size();
  const int rows = (static_cast<int>(pictures.size()) + kColumns - 1) / kColumns;
  QImage sheet(kColumns * cell.width(), rows * cell.height(), QImage::Format_RGB32);
  sheet.fill(Qt::gray);
  QPainter painter(&sheet);
  for (int i = 0; i < pictures.size(); ++i) painter.drawImage(cell_at(i, cell), thumbnail_of(pictures[i]));
  painter.end();
  QFile names(folder.filePath(series + QStringLiteral(".txt")));
  if (!names.open(QIODevice::WriteOnly)) return false;
  names.write((pages.join(QLatin1Char('\n')) + QLatin1Char('\n')).toUtf8());
  return sheet.save(folder.filePath(series + QStringLiteral(".jpg")), "JPG", kQuality);
}

}  // namespace warmheart
