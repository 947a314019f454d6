// warmheart-kiosk-driver --config station.toml: the kiosk as it is shipped, plus commands on stdin.
#include <QGuiApplication>

#include <cstdio>
#include <cstdlib>

#include "app/kiosk/program/arguments.h"
#include "app/kiosk/program/heap.h"
#include "app/kiosk/program/screen.h"
#include "app/kiosk/program/stderr_log.h"
#include "app/kiosk/program/stop_signals.h"
#include "tests/e2e/driver/driver.h"

int main(int argc, char** argv) {
  using namespace warmheart;
  bound_heap();
  const Arguments arguments = parse_arguments(argc, argv);
  if (!arguments.error.empty() || arguments.enrol) {
    std::fprintf(stderr, "%s\nusage: warmheart-kiosk-driver --config station.toml\n", arguments.error.c_str());
    return 2;
  }
  auto config = read_config(arguments.config);
  if (!config) {
    for (const std::string& sentence : config.error().sentences) std::fprintf(stderr, "%s\n", sentence.c_str());
    return 2;
  }
  config->full_screen = false;
  config->attract_seconds = 0;  // a touch means what it touches, however long a journey waits for the centre
  choose_screen(*config);
  QGuiApplication application(argc, argv);
  const StopSignals stop_signals;
  StderrLog log;
  MovedClock clock;
  SystemRandom random;
  auto kiosk = Kiosk::make(std::move(*config), clock, random, log);
  if (!kiosk) {
    std::fprintf(stderr, "%s\n", kiosk.error().what.c_str());
    return 2;
  }
  int exit_code = 1;
  {
    QQmlApplicationEngine engine;
    QQuickWindow* window = load_pages(engine, **kiosk);
    if (!window) return 1;
    after_first_frame(*window, [&kiosk] { (*kiosk)->start_sync(); });
    const Driver driver(*window, (*kiosk)->backend(), clock);
    exit_code = QGuiApplication::exec();
  }
  if (!(*kiosk)->stop()) std::_Exit(exit_code);
  return exit_code;
}
