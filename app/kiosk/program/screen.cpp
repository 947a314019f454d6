#include "app/kiosk/program/screen.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QTimer>
#include <QtQml/qqmlextensionplugin.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <utility>

#include "app/kiosk/keyboard/prepare.h"
#include "app/kiosk/program/touch_panel.h"

Q_IMPORT_QML_PLUGIN(Warmheart_BackendPlugin)
Q_IMPORT_QML_PLUGIN(Warmheart_UiPlugin)

namespace warmheart {

namespace {

// A render node means a GPU with a driver; without one Qt would fall back to llvmpipe, four times slower than Qt's own
// software renderer at this size.
bool has_gpu() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
    const std::string path = entry.path().string();
    if (path.find("/renderD") != std::string::npos && access(path.c_str(), R_OK | W_OK) == 0) return true;
  }
  return false;
}

bool draws_to_memory() {
  const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
  return platform.startsWith("offscreen") || platform.startsWith("minimal") || platform.startsWith("linuxfb") ||
         platform.startsWith("vnc");
}

// Milliseconds since the kernel made this process; -1 when /proc does not tell.
double since_exec_ms() {
  std::ifstream file("/proc/self/stat");
  std::string stat((std::istreambuf_iterator<char>(file)), {});
  const auto name_ends = stat.rfind(')');
  if (name_ends == std::string::npos) return -1;
  std::istringstream fields(stat.substr(name_ends + 2));
  std::string field;
  for (int i = 3; i <= 22 && fields >> field; ++i) {
    if (i != 22) continue;
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double up = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
    return (up - std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK))) * 1000;
  }
  return -1;
}

const auto g_loaded = std::chrono::steady_clock::now();  // after the loader, before main

}  // namespace

std::string choose_screen(KioskConfig& config) {
  if (config.rendering == "auto")
    config.software_rendering = draws_to_memory() || !has_gpu();
  else
    config.software_rendering = config.rendering == "software";
  if (config.software_rendering) QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  prepare_keyboard();
  TouchSetup touch = touch_setup(config.touch, qgetenv("QT_QPA_PLATFORM").toStdString());
  for (const auto& [name, value] : touch.environment) qputenv(name.c_str(), QByteArray::fromStdString(value));
  return std::move(touch.warning);
}

QQuickWindow* load_pages(QQmlApplicationEngine& engine, Kiosk& kiosk) {
  register_keyboard_modules();
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  kiosk.backend().attach(engine);
  engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Warmheart/Ui/Main.qml")));
  return engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
}

void after_first_frame(QQuickWindow& window, std::function<void()> then) {
  QObject::connect(
      &window, &QQuickWindow::frameSwapped, &window,
      [then = std::move(then)] {
        if (qEnvironmentVariableIntValue("WARMHEART_PRINT_START") == 1) {
          const std::chrono::duration<double, std::milli> since_main = std::chrono::steady_clock::now() - g_loaded;
          std::printf("first frame: %.0f ms since exec, %.0f ms since main\n", since_exec_ms(), since_main.count());
          std::fflush(stdout);
        }
        then();
      },
      static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

}  // namespace warmheart
