#include "app/kiosk/keyboard/prepare.h"

#include <QByteArray>

extern void qml_register_types_Warmheart_Keyboard_Input();
extern void qml_register_types_Warmheart_Keyboard();

namespace warmheart {

void prepare_keyboard() {
  qputenv("QT_IM_MODULE", "qtvirtualkeyboard");
  // Our own panel lives in the page; no window of Qt's beside it.
  qputenv("QT_VIRTUALKEYBOARD_DESKTOP_DISABLE", "1");
  qputenv("QT_VIRTUALKEYBOARD_STYLE", "warmheart");
  qputenv("QT_VIRTUALKEYBOARD_LAYOUT_PATH", "qrc:/qt/qml/Warmheart/Keyboard/layouts");
}

void register_keyboard_modules() {
  qml_register_types_Warmheart_Keyboard_Input();
  qml_register_types_Warmheart_Keyboard();
}

}  // namespace warmheart
