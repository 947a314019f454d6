// warmheart-kiosk: objects first, engine last; stopped in reverse, within bounds.
#include <QGuiApplication>

#include <cstdio>
#include <cstdlib>

#include "app/kiosk/program/arguments.h"
#include "app/kiosk/program/enrol_command.h"
#include "app/kiosk/program/screen.h"
#include "app/kiosk/program/stderr_log.h"
#include "app/kiosk/program/stop_signals.h"
#include "core/base/secret.h"

namespace {

using namespace warmheart;

int run_kiosk(int argc, char** argv, KioskConfig config) {
  choose_screen(config);
  QGuiApplication application(argc, argv);
  const StopSignals stop_signals;  // SIGTERM and Ctrl-C end the event loop
  StderrLog log;
  const SystemClock clock;
  SystemRandom random;
  auto kiosk = Kiosk::make(std::move(config), clock, random, log);
  if (!kiosk) {
    std::fprintf(stderr, "%s\n", kiosk.error().what.c_str());
    return 2;
  }
  int exit_code = 1;
  {
    QQmlApplicationEngine engine;
    QQuickWindow* window = load_pages(engine, **kiosk);
    if (!window) {
      std::fprintf(stderr, "the pages could not be loaded; install the package warmheart-kiosk again\n");
      return 1;
    }
    after_first_frame(*window, [&kiosk] { (*kiosk)->start_sync(); });
    exit_code = QGuiApplication::exec();
  }
  if (!(*kiosk)->stop()) {
    log.write(LogLevel::error, "a thread did not end in time; what was saved is safe");
    std::_Exit(exit_code);
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  forbid_core_dumps();
  const auto arguments = parse_arguments(argc, argv);
  if (!arguments.error.empty()) {
    std::fprintf(stderr, "%s\n%s", arguments.error.c_str(), kUsage);
    return 2;
  }
  if (arguments.help) {
    std::printf("%s", kUsage);
    return 0;
  }
  auto config = read_config(arguments.config);
  if (!config) {
    for (const std::string& sentence : config.error().sentences) std::fprintf(stderr, "%s\n", sentence.c_str());
    return 2;
  }
  if (arguments.enrol) return enrol_command(*arguments.enrol, *config);
  if (arguments.window) config->full_screen = false;
  return run_kiosk(argc, argv, std::move(*config));
}
