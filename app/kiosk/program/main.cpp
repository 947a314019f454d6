// warmheart-kiosk: objects first, engine last; stopped in reverse, within bounds.
#include <QGuiApplication>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>

#include "app/kiosk/program/arguments.h"
#include "app/kiosk/program/enrol_command.h"
#include "app/kiosk/program/heap.h"
#include "app/kiosk/program/recordings_command.h"
#include "app/kiosk/program/screen.h"
#include "app/kiosk/program/start_problem.h"
#include "app/kiosk/program/stderr_log.h"
#include "app/kiosk/program/stop_signals.h"
#include "core/base/secret.h"

namespace {

using namespace warmheart;

// A crash writes no image of the memory, with what somebody has just typed in it, to the disk.
void leave_no_core() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

int run_kiosk(int argc, char** argv, KioskConfig config) {
  const bool full_screen = config.full_screen;
  const std::string touch_warning = choose_screen(config);
  QGuiApplication application(argc, argv);
  const StopSignals stop_signals;  // SIGTERM and Ctrl-C end the event loop
  StderrLog log;
  if (!touch_warning.empty()) log.write(LogLevel::warning, touch_warning);
  const SystemClock clock;
  SystemRandom random;
  auto kiosk = Kiosk::make(std::move(config), clock, random, log);
  if (!kiosk) return end_with({kiosk.error().reason, {kiosk.error().what}}, argc, argv, full_screen);
  int exit_code = 1;
  {
    QQmlApplicationEngine engine;
    QQuickWindow* window = load_pages(engine, **kiosk);
    if (!window) return end_with({start_problem::kPages, {}}, argc, argv, full_screen);
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
  bound_heap();
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
    const StartProblem problem{start_problem::kSettings, config.error().sentences};
    if (!arguments.enrol && !arguments.recordings) return end_with(problem, argc, argv, !arguments.window);
    print(problem);
    return start_problem::kExitCode;
  }
  if (arguments.enrol) return enrol_command(*arguments.enrol, *config);
  if (arguments.recordings) return recordings_command(*config);
  leave_no_core();
  if (arguments.window) config->full_screen = false;
  return run_kiosk(argc, argv, std::move(*config));
}
