#include "tests/shots/accepted.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdlib>

namespace warmheart {

namespace {

constexpr int kShortSide = 540;  // pixels of what is kept
constexpr int kBlock = 8;        // pixels; what is compared is the mean of a block
// Of 255. WebP at this quality moves the brightness of a block by less; a word that changes moves it by more.
constexpr int kTolerance = 12;
constexpr int kColourTolerance = 40;
constexpr int kQuality = 60;

struct Mean {
  int red = 0, green = 0, blue = 0;
};

Mean mean_of(const QImage& image, const QRect& block) {
  Mean sum;
  for (int y = block.top(); y <= block.bottom(); ++y) {
    const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
    for (int x = block.left(); x <= block.right(); ++x) {
      sum.red += qRed(line[x]);
      sum.green += qGreen(line[x]);
      sum.blue += qBlue(line[x]);
    }
  }
  const int count = block.width() * block.height();
  return {sum.red / count, sum.green / count, sum.blue / count};
}

int brightness(const Mean& mean) { return (299 * mean.red + 587 * mean.green + 114 * mean.blue) / 1000; }

// In brightness; a colour may be further off by itself, for WebP keeps a quarter of the colours.
int distance(const Mean& a, const Mean& b) {
  const int colour = std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
  return std::max(std::abs(brightness(a) - brightness(b)), colour * kTolerance / kColourTolerance);
}

// The block that differs most, in pixels of what is kept; a null rectangle when none does.
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

QImage reduced(const QImage& picture) {
  const int shorter = std::min(picture.width(), picture.height());
  return picture
      .scaled(kShortSide * picture.width() / shorter, kShortSide * picture.height() / shorter, Qt::IgnoreAspectRatio,
              Qt::SmoothTransformation)
      .convertToFormat(QImage::Format_RGB32);
}

}  // namespace

AcceptedSeries::AcceptedSeries(const QDir& folder, const QString& series) : m_dir(folder.filePath(series)) {}

QString AcceptedSeries::file_of(const QString& page) const { return m_dir.filePath(page + QStringLiteral(".webp")); }

QString AcceptedSeries::mismatch(const QString& page, const QImage& picture) const {
  if (picture.isNull()) return QStringLiteral("could not be drawn");
  const QImage accepted = QImage(file_of(page)).convertToFormat(QImage::Format_RGB32);
  if (accepted.isNull()) return QStringLiteral("is new: look at it, then accept it");
  const QImage now = reduced(picture);
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
  for (const QFileInfo& file : m_dir.entryInfoList({QStringLiteral("*.webp")}, QDir::Files, QDir::Name)) {
    if (!rendered.contains(file.completeBaseName())) gone.append(file.completeBaseName());
  }
  return gone;
}

bool AcceptedSeries::accept(const QString& page, const QImage& picture) const {
  if (mismatch(page, picture).isEmpty()) return true;
  return m_dir.mkpath(QStringLiteral(".")) && reduced(picture).save(file_of(page), "WEBP", kQuality) &&
         mismatch(page, picture).isEmpty();
}

bool AcceptedSeries::forget(const QString& page) const { return QFile::remove(file_of(page)); }

}  // namespace warmheart
