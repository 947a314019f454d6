// The one layout Qt's keyboard loads; its pages are ours. Found through QT_VIRTUALKEYBOARD_LAYOUT_PATH.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard
import Warmheart.Keyboard.Input

KeyboardLayoutLoader {
    sourceComponent: Typing.page === Typing.Handwriting ? handwritingPage
                     : Typing.page === Typing.Letters ? (KeyboardTheme.compact ? lettersCompact : letters)
                     : Typing.page === Typing.Symbols ? (KeyboardTheme.compact ? symbolsCompact : symbols)
                     : KeyboardTheme.compact ? pinyinCompact : pinyinPage

    // Qt's loader tells its keyboard of a new page before the page's input method is bound here; so it is set once
    // more.
    onInputMethodChanged: {
        if (inputMethod) {
            InputContext.inputEngine.inputMethod = inputMethod;
            InputContext.inputEngine.inputMode = InputContext.inputEngine.inputModes[0];
        }
    }

    Component { id: pinyinPage; PinyinPage {} }
    Component { id: pinyinCompact; PinyinPageCompact {} }
    Component { id: letters; LettersPage {} }
    Component { id: lettersCompact; LettersPageCompact {} }
    Component { id: symbols; SymbolsPage {} }
    Component { id: symbolsCompact; SymbolsPageCompact {} }
    Component { id: handwritingPage; HandwritingPage {} }
}
