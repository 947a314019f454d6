// warmheart-shots [--out DIR] [--only SERIES] [--page PREFIX]: renders every page in both languages, three sizes and the themes into PNGs,
// and one contact sheet a series. Pictures are for looking at; nothing is compared.
#include <QDir>
#include <QGuiApplication>
#include <QPainter>

#include <cstdio>

#include "tests/shots/pages.h"
#include "tests/shots/stage.h"

namespace {

using namespace warmheart;

struct Series {
  const Screen& screen;
  const char* language;
  const char* theme;
  bool large = false;
  bool lowered = false;
};

QString name_of(const Series& series) {
  QString name = QStringLiteral("%1-%2").arg(series.screen.name, series.language);
  if (qstrcmp(series.theme, "warm") != 0) name += QLatin1Char('-') + QLatin1String(series.theme);
  if (series.large) name += QStringLiteral("-large");
  if (series.lowered) name += QStringLiteral("-lowered");
  return name;
}

QImage picture_of(const Series& series, const PageShot& shot) {
  Stage stage(WARMHEART_SOURCE_DIR, series.screen, series.language, series.theme);
  stage.backend().look.setLargeType(series.large);
  stage.backend().look.setLoweredControls(series.lowered);
  QQuickWindow* window = stage.open();
  if (!window) return {};
  shot.go(stage);
  stage.settle(shot.typing ? 200 : 60);
  return window->grabWindow();
}

QImage sheet_of(const QList<QImage>& pictures, int columns, int width) {
  constexpr int kGap = 12;
  if (pictures.isEmpty()) return {};
  const int height = width * pictures.first().height() / pictures.first().width();
  const int rows = static_cast<int>((pictures.size() + columns - 1) / columns);
  QImage sheet(columns * (width + kGap) + kGap, rows * (height + kGap) + kGap, QImage::Format_RGB32);
  sheet.fill(Qt::gray);
  QPainter painter(&sheet);
  for (int i = 0; i < pictures.size(); ++i) {
    painter.drawImage(kGap + (i % columns) * (width + kGap), kGap + (i / columns) * (height + kGap),
                      pictures[i].scaled(width, height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
  }
  return sheet;
}

}  // namespace

int main(int argc, char** argv) {
  prepare_stage();
  QGuiApplication application(argc, argv);
  const QStringList arguments = QGuiApplication::arguments();
  const auto option = [&](const QString& name, const QString& otherwise) {
    const auto at = arguments.indexOf(name);
    return at > 0 && at + 1 < arguments.size() ? arguments[at + 1] : otherwise;
  };
  const QString only = option(QStringLiteral("--only"), {});
  const QString only_page = option(QStringLiteral("--page"), {});
  const QDir out(option(QStringLiteral("--out"), QStringLiteral("shots")));
  const Series all[] = {
      {kPortrait, "zh", "warm"},           {kPortrait, "en", "warm"},         {kLandscape, "zh", "warm"},
      {kLandscape, "en", "warm"},          {kSmall, "zh", "warm"},            {kSmall, "en", "warm"},
      {kPortrait, "zh", "contrast"},       {kPortrait, "zh", "night"},        {kPortrait, "zh", "warm", true},
      {kPortrait, "en", "contrast", true}, {kSmall, "zh", "warm", true},      {kPortrait, "zh", "warm", false, true},
      {kLandscape, "en", "warm", true},
  };
  int failed = 0, made = 0;
  for (const Series& series : all) {
    const QString name = name_of(series);
    if (!only.isEmpty() && name != only) continue;
    QDir().mkpath(out.filePath(name));
    QList<QImage> pictures;
    for (const PageShot& shot : page_shots()) {
      if (!only_page.isEmpty() && !QString::fromLatin1(shot.name).startsWith(only_page)) continue;
      const QImage picture = picture_of(series, shot);
      if (picture.isNull() || !picture.save(out.filePath(name + QLatin1Char('/') + QLatin1String(shot.name) + QStringLiteral(".png")))) {
        std::fprintf(stderr, "no picture of %s in %s\n", shot.name, qPrintable(name));
        ++failed;
        continue;
      }
      pictures.push_back(picture);
      ++made;
    }
    const bool tall = series.screen.height > series.screen.width;
    sheet_of(pictures, tall ? 7 : 4, tall ? 300 : 560).save(out.filePath(name + QStringLiteral(".png")));
  }
  std::printf("pictures in %s\npictures: %d passed, %d failed\n", qPrintable(out.absolutePath()), made, failed);
  return failed == 0 && made > 0 ? 0 : 1;
}
