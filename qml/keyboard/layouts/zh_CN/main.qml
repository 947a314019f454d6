// The one layout Qt's keyboard loads; its pages are ours. Found through QT_VIRTUALKEYBOARD_LAYOUT_PATH.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard
import Warmheart.Keyboard.Input

KeyboardLayoutLoader {
    id: pages

    property PinyinInputMethod pinyin: PinyinInputMethod {}
    property HandwritingInputMethod handwriting: HandwritingInputMethod {}
    property PlainInputMethod plain: PlainInputMethod {}

    sourceComponent: Typing.page === Typing.Handwriting ? handwritingPage
                     : Typing.page === Typing.Letters ? (KeyboardLook.compact ? lettersCompact : letters)
                     : Typing.page === Typing.Symbols ? (KeyboardLook.compact ? symbolsCompact : symbols)
                     : KeyboardLook.compact ? pinyinCompact : pinyinPage

    Component { id: pinyinPage; PinyinPage { inputMethod: pages.pinyin } }
    Component { id: pinyinCompact; PinyinPageCompact { inputMethod: pages.pinyin } }
    Component { id: letters; LettersPage { inputMethod: pages.plain } }
    Component { id: lettersCompact; LettersPageCompact { inputMethod: pages.plain } }
    Component { id: symbols; SymbolsPage { inputMethod: pages.plain } }
    Component { id: symbolsCompact; SymbolsPageCompact { inputMethod: pages.plain } }
    Component { id: handwritingPage; HandwritingPage { method: pages.handwriting; inputMethod: pages.handwriting } }
}
