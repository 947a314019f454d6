// warmheart-shots [--out DIR] [--only SERIES] [--part K/N] [--page PREFIX] [--accept | --faults]: renders every page in
// both languages and three sizes into PNGs, a few on two more sizes and in other colours, one contact sheet a series
// and an index.html over all of them, and compares each with the accepted one (tests/shots/accepted). With --accept the
// new ones are the accepted ones from then on; with --faults only what is wrong is written. --part 2/4: every fourth
// series from the second on.
#include <malloc.h>

#include <QDir>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "tests/shots/accepted.h"
#include "tests/shots/checks.h"
#include "tests/shots/page_harness.h"
#include "tests/shots/pages.h"

namespace {

using namespace warmheart;

struct Series {
  const Screen& screen;
  const char* language;
  const char* theme;
  bool large = false;
  bool lowered = false;
  bool few = false;  // pages only that kFew names
};

const Series kAll[] = {
    {kPortrait, "zh", "warm"},
    {kPortrait, "en", "warm"},
    {kLandscape, "zh", "warm"},
    {kLandscape, "en", "warm"},
    {kSmall, "zh", "warm"},
    {kSmall, "en", "warm"},
    {kPortrait, "zh", "warm", true},
    {kPortrait, "en", "contrast", true},
    {kSmall, "zh", "warm", true},
    {kPortrait, "zh", "warm", false, true},
    {kLandscape, "en", "warm", true},
    {kPortrait, "zh", "contrast", false, false, true},
    {kPortrait, "zh", "night", false, false, true},
    {kCoarse, "zh", "warm", false, false, true},
    {kFine, "zh", "warm", false, false, true},
};

// Where a screen or its colours alone differ: Home, each template, the pads and the keyboard.
const QStringList kFew = {QStringLiteral("home"),
                          QStringLiteral("rest-1-services"),
                          QStringLiteral("rest-3-unit"),
                          QStringLiteral("join-3-identity"),
                          QStringLiteral("join-3-identity-name"),
                          QStringLiteral("join-3-identity-number"),
                          QStringLiteral("join-8-done"),
                          QStringLiteral("help-6-emergency"),
                          QStringLiteral("staff-1-pin"),
                          QStringLiteral("staff-2-board"),
                          QStringLiteral("state-candidates")};

struct Asked {
  QString only, page;
  std::size_t part = 0, parts = 1;
  QDir out;
  bool accept = false;
  bool faults = false;

  bool wants(std::size_t index, const QString& series) const {
    return index % parts == part && (only.isEmpty() || only.split(QLatin1Char(',')).contains(series));
  }
};

struct Counts {
  int passed = 0, failed = 0;
  void add_error(const QString& series, const QString& page, const QString& what) {
    ++failed;
    std::printf("%s/%s %s\n", qPrintable(series), qPrintable(page), qPrintable(what));
  }
};

QString name_of(const Series& series) {
  QString name = QStringLiteral("%1-%2").arg(series.screen.name, series.language);
  if (qstrcmp(series.theme, "warm") != 0) name += QLatin1Char('-') + QLatin1String(series.theme);
  if (series.large) name += QStringLiteral("-large");
  if (series.lowered) name += QStringLiteral("-lowered");
  return name;
}

// The picture, and what is wrong with the page in it.
QImage picture_of(const Series& series, const PageShot& shot, QStringList& wrong) {
  PageHarness harness(WARMHEART_SOURCE_DIR, series.screen, series.language, series.theme);
  harness.backend().appearance.setLargeType(series.large);
  harness.backend().appearance.setLoweredControls(series.lowered);
  QQuickWindow* window = harness.open();
  if (!window) return {};
  shot.go(harness);
  harness.settle(shot.typing ? 200 : 12);
  const QImage picture = window->grabWindow();
  wrong = faults_of(QString::fromLatin1(shot.name), *window, picture);
  return picture;
}

// Hardly compressed: a thousand of them are written, and looked at once.
bool save_quickly(const QImage& picture, const QString& file) { return picture.save(file, "PNG", 90); }

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

// A page of kFew under another name would be left out without a word.
void look_for_few(const QString& series, Counts& counts) {
  for (const QString& page : kFew) {
    const bool drawn =
        std::ranges::any_of(page_shots(), [&](const PageShot& shot) { return page == QLatin1String(shot.name); });
    if (!drawn) counts.add_error(series, page, QStringLiteral("is no page any more"));
  }
}

void take(const Series& series, const Asked& asked, const QDir& accepted_dir, Counts& counts) {
  const QString name = name_of(series);
  asked.out.mkpath(name);
  const AcceptedSeries accepted(accepted_dir, name);
  QStringList pages;
  QList<QImage> pictures;
  for (const PageShot& shot : page_shots()) {
    const QString page = QString::fromLatin1(shot.name);
    if (!asked.page.isEmpty() && !page.startsWith(asked.page)) continue;
    if (series.few && !kFew.contains(page)) continue;
    QStringList wrong;
    const QImage picture = picture_of(series, shot, wrong);
    pages.append(page);
    for (const QString& fault : wrong) counts.add_error(name, page, fault);
    const QString mismatch = !asked.accept                    ? accepted.mismatch(page, picture)
                             : accepted.accept(page, picture) ? QString()
                                                              : QStringLiteral("could not be accepted");
    if (mismatch.isEmpty())
      ++counts.passed;
    else
      counts.add_error(name, page, mismatch);
    if (asked.faults && mismatch.isEmpty() && wrong.isEmpty()) continue;
    if (!save_quickly(picture, asked.out.filePath(name + QLatin1Char('/') + page + QStringLiteral(".png"))))
      counts.add_error(name, page, QStringLiteral("could not be written"));
    pictures.append(picture);
  }
  if (asked.page.isEmpty()) {
    for (const QString& page : accepted.not_among(pages)) {
      if (!asked.accept || !accepted.forget(page))
        counts.add_error(name, page, QStringLiteral("is accepted and no longer drawn"));
    }
    if (series.few) look_for_few(name, counts);
  }
  if (pictures.isEmpty()) return;
  const bool tall = series.screen.height > series.screen.width;
  save_quickly(sheet_of(pictures, tall ? 7 : 4, tall ? 300 : 560), asked.out.filePath(name + QStringLiteral(".png")));
}

const char kBookHead[] =
    "<!doctype html><meta charset=utf-8><title>Warmheart</title><style>body{background:#ddd2c8;font:16px sans-serif;"
    "margin:24px}h2{margin:32px 0 8px}img{height:420px;margin:4px;border-radius:8px}figure{display:inline-block;"
    "margin:4px;text-align:center}.book img{height:860px}</style><h1>Warmheart 暖心驿站</h1>";

QString figure_of(const QString& series, const QString& page) {
  return QStringLiteral(
             "<figure><a href=\"%1/%2.png\"><img loading=lazy "
             "src=\"%1/%2.png\"></a><figcaption>%2</figcaption></figure>")
      .arg(series, page);
}

QStringList drawn_in(const QDir& out, const QString& series) {
  QStringList pages = QDir(out.filePath(series)).entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
  for (QString& page : pages) page.chop(4);
  return pages;
}

// Every series at a glance, each picture behind its own link.
void write_index(const QDir& out) {
  QFile file(out.filePath(QStringLiteral("index.html")));
  if (!file.open(QIODevice::WriteOnly)) return;
  QString html = QString::fromUtf8(kBookHead);
  for (const Series& series : kAll) {
    const QString name = name_of(series);
    const QStringList pages = drawn_in(out, name);
    if (pages.isEmpty()) continue;
    html += QStringLiteral("<h2>%1</h2>").arg(name);
    for (const QString& page : pages) html += figure_of(name, page);
  }
  file.write(html.toUtf8());
}

// The picture book: every page in both languages, large enough to read.
void write_book(const QDir& out) {
  const QString languages[] = {name_of(kAll[0]), name_of(kAll[1])};
  const QStringList pages = drawn_in(out, languages[0]);
  QFile file(out.filePath(QStringLiteral("book.html")));
  if (pages.isEmpty() || !file.open(QIODevice::WriteOnly)) return;
  QString html = QString::fromUtf8(kBookHead) + QStringLiteral("<div class=book>");
  for (const QString& page : pages) {
    html += QStringLiteral("<h2>%1</h2>").arg(page);
    for (const QString& language : languages) html += figure_of(language, page);
  }
  file.write(html.toUtf8() + "</div>");
}

Asked read_arguments() {
  const QStringList arguments = QGuiApplication::arguments();
  const auto option = [&](const QString& name, const QString& otherwise) {
    const auto at = arguments.indexOf(name);
    return at > 0 && at + 1 < arguments.size() ? arguments[at + 1] : otherwise;
  };
  Asked asked;
  asked.only = option(QStringLiteral("--only"), {});
  asked.page = option(QStringLiteral("--page"), {});
  const QStringList part = option(QStringLiteral("--part"), QStringLiteral("1/1")).split(QLatin1Char('/'));
  if (part.size() == 2 && part[0].toInt() >= 1 && part[1].toInt() >= part[0].toInt()) {
    asked.part = static_cast<std::size_t>(part[0].toInt() - 1);
    asked.parts = static_cast<std::size_t>(part[1].toInt());
  }
  asked.out = QDir(option(QStringLiteral("--out"), QStringLiteral("shots")));
  asked.accept = arguments.contains(QStringLiteral("--accept"));
  asked.faults = arguments.contains(QStringLiteral("--faults"));
  return asked;
}

}  // namespace

int main(int argc, char** argv) {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // a picture's memory is used again for the next, not asked of the system anew
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  prepare_page_harness();
  QGuiApplication application(argc, argv);
  const Asked asked = read_arguments();
  QDir().mkpath(asked.out.path());
  const QDir accepted(QStringLiteral(WARMHEART_SOURCE_DIR "/tests/shots/accepted"));
  Counts counts;
  for (std::size_t i = 0; i < std::size(kAll); ++i) {
    if (asked.wants(i, name_of(kAll[i]))) take(kAll[i], asked, accepted, counts);
  }
  write_index(asked.out);
  write_book(asked.out);
  std::printf("all at a glance: %s\n", qPrintable(asked.out.absoluteFilePath(QStringLiteral("index.html"))));
  std::printf("pictures: %d passed, %d failed\n", counts.passed, counts.failed);
  return counts.failed == 0 && counts.passed > 0 ? 0 : 1;
}
