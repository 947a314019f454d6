// Everything about the window system: renderer, input method, the engine and its first frame. GUI thread.
#pragma once

#include <QQmlApplicationEngine>

#include <functional>
#include <string>

#include "app/kiosk/program/config.h"
#include "app/kiosk/program/kiosk.h"

class QQuickWindow;

namespace warmheart {

// Before QGuiApplication: platform, touch panel, input method, renderer. Fills in config.software_rendering. Returns a
// sentence for the log when touches cannot be mapped as configured, else "".
std::string choose_screen(KioskConfig& config);

// Loads Main.qml. Null: it could not be loaded, and the reasons are on stderr.
QQuickWindow* load_pages(QQmlApplicationEngine& engine, Kiosk& kiosk);

// Calls `then` once, after the first frame is on the screen; with WARMHEART_PRINT_START=1 prints how long it took.
void after_first_frame(QQuickWindow& window, std::function<void()> then);

}  // namespace warmheart
