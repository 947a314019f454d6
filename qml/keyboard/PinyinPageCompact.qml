// Pinyin, three rows of twelve keys for a small screen.
import QtQuick
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard.Input

KeyboardLayout {
    keyWeight: 100
    inputMethod: PinyinInputMethod {}

    KeyboardRow {
        LetterKey { text: "q" }
        LetterKey { text: "w" }
        LetterKey { text: "e" }
        LetterKey { text: "r" }
        LetterKey { text: "t" }
        LetterKey { text: "y" }
        LetterKey { text: "u" }
        LetterKey { text: "i" }
        LetterKey { text: "o" }
        LetterKey { text: "p" }
        EraseKey { weight: 200 }
    }
    KeyboardRow {
        LetterKey { text: "a" }
        LetterKey { text: "s" }
        LetterKey { text: "d" }
        LetterKey { text: "f" }
        LetterKey { text: "g" }
        LetterKey { text: "h" }
        LetterKey { text: "j" }
        LetterKey { text: "k" }
        LetterKey { text: "l" }
        SpaceBar { weight: 140 }
        DoneKey { weight: 160 }
    }
    KeyboardRow {
        PageKey {
            objectName: "key_handwriting"
            page: Typing.Handwriting
            //% "Write"
            displayText: qsTrId("keyboard.handwriting")
            weight: 120
        }
        PageKey {
            objectName: "key_letters"
            page: Typing.Letters
            //% "ABC"
            displayText: qsTrId("keyboard.letters")
            weight: 100
        }
        LetterKey { text: "z" }
        LetterKey { text: "x" }
        LetterKey { text: "c" }
        LetterKey { text: "v" }
        LetterKey { text: "b" }
        LetterKey { text: "n" }
        LetterKey { text: "m" }
        DotKey { weight: 80 }
        UnknownKey { weight: 120 }
        PageKey {
            objectName: "key_symbols"
            page: Typing.Symbols
            //% "123"
            displayText: qsTrId("keyboard.symbols")
            weight: 80
        }
    }
}
