// What a program must do to have the keyboard: two calls in main. Owner: nobody; no state, no failure.
#pragma once

namespace warmheart {

// Before QGuiApplication is made: names Qt's virtual keyboard as the input method, with our style and our layout.
void prepare_keyboard();

// Before the QML engine loads: makes the modules Warmheart.Keyboard.Input and Warmheart.Keyboard known although they
// are linked in statically. The engine needs addImportPath("qrc:/qt/qml").
void register_keyboard_modules();

}  // namespace warmheart
