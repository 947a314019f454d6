// Pinyin, four rows.
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
    }
    KeyboardRow {
        FillerKey { weight: 50 }
        LetterKey { text: "a" }
        LetterKey { text: "s" }
        LetterKey { text: "d" }
        LetterKey { text: "f" }
        LetterKey { text: "g" }
        LetterKey { text: "h" }
        LetterKey { text: "j" }
        LetterKey { text: "k" }
        LetterKey { text: "l" }
        FillerKey { weight: 50 }
    }
    KeyboardRow {
        LetterKey {
            text: "'"
            //% "Between two syllables"
            name: qsTrId("keyboard.apostrophe")
            weight: 150
        }
        LetterKey { text: "z" }
        LetterKey { text: "x" }
        LetterKey { text: "c" }
        LetterKey { text: "v" }
        LetterKey { text: "b" }
        LetterKey { text: "n" }
        LetterKey { text: "m" }
        EraseKey { weight: 150 }
    }
    KeyboardRow {
        PageKey {
            objectName: "key_handwriting"
            page: Typing.Handwriting
            //% "Write"
            displayText: qsTrId("keyboard.handwriting")
            weight: 150
        }
        PageKey {
            objectName: "key_letters"
            page: Typing.Letters
            //% "ABC"
            displayText: qsTrId("keyboard.letters")
            weight: 115
        }
        PageKey {
            objectName: "key_symbols"
            page: Typing.Symbols
            //% "123"
            displayText: qsTrId("keyboard.symbols")
            weight: 105
        }
        SpaceBar { weight: 225 }
        DotKey { weight: 95 }
        UnknownKey { weight: 150 }
        DoneKey { weight: 160 }
    }
}
