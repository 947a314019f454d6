// bench_empty_page [--type]: shows the empty page, says when its first frame was shown, as the kiosk does; with --type
// writes a name by Pinyin and says when that is done. Runs until it is ended.
#include <QGuiApplication>
#include <QQuickWindow>

#include <cstdio>
#include <cstring>

#include "app/kiosk/keyboard/prepare.h"
#include "tests/bench/empty_page.h"
#include "tests/bench/finger.h"

namespace {

constexpr int kBoardIsThereMs = 2'500;  // the keyboard makes its keys a moment after the panel

void write_a_name(QQuickWindow& window) {
  warmheart::let_pass(kBoardIsThereMs);
  warmheart::tap(window, QStringLiteral("emptyInput"));
  warmheart::let_pass(400);
  for (const char letter : {'z', 'h', 'a', 'n', 'g', 'w', 'e', 'i'})
    warmheart::tap(window, QStringLiteral("key_") + QLatin1Char(letter));
  warmheart::tap(window, QStringLiteral("candidate_0"));
  std::printf("typed\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  warmheart::prepare_keyboard();
  const bool types = argc > 1 && std::strcmp(argv[1], "--type") == 0;
  QGuiApplication application(argc, argv);
  warmheart::EmptyPage page;
  QQuickWindow* const window = page.open();
  if (!window) return 1;
  QObject::connect(
      window, &QQuickWindow::frameSwapped, window,
      [window, types] {
        std::printf("first frame: shown\n");
        std::fflush(stdout);
        if (types) write_a_name(*window);
      },
      static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
  return QGuiApplication::exec();
}
