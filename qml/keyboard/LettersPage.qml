// Latin letters for foreign names and employers, four rows.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard.Input

KeyboardLayout {
    keyWeight: 100
    inputMethod: PlainInputMethod {}

    KeyboardRow {
        CapitalKey { letter: "q" }
        CapitalKey { letter: "w" }
        CapitalKey { letter: "e" }
        CapitalKey { letter: "r" }
        CapitalKey { letter: "t" }
        CapitalKey { letter: "y" }
        CapitalKey { letter: "u" }
        CapitalKey { letter: "i" }
        CapitalKey { letter: "o" }
        CapitalKey { letter: "p" }
    }
    KeyboardRow {
        FillerKey { weight: 50 }
        CapitalKey { letter: "a" }
        CapitalKey { letter: "s" }
        CapitalKey { letter: "d" }
        CapitalKey { letter: "f" }
        CapitalKey { letter: "g" }
        CapitalKey { letter: "h" }
        CapitalKey { letter: "j" }
        CapitalKey { letter: "k" }
        CapitalKey { letter: "l" }
        FillerKey { weight: 50 }
    }
    KeyboardRow {
        CapitalsKey { weight: 150 }
        CapitalKey { letter: "z" }
        CapitalKey { letter: "x" }
        CapitalKey { letter: "c" }
        CapitalKey { letter: "v" }
        CapitalKey { letter: "b" }
        CapitalKey { letter: "n" }
        CapitalKey { letter: "m" }
        EraseKey { weight: 150 }
    }
    KeyboardRow {
        PageKey {
            objectName: "key_pinyin"
            page: Typing.Pinyin
            //% "Pinyin"
            displayText: qsTrId("keyboard.pinyin")
            weight: 150
        }
        PageKey {
            objectName: "key_symbols"
            page: Typing.Symbols
            //% "123"
            displayText: qsTrId("keyboard.symbols")
            weight: 115
        }
        LetterKey { text: "-"; weight: 95 }
        SpaceBar { weight: 290 }
        LetterKey { text: "'"; weight: 95 }
        LetterKey { text: "."; weight: 95 }
        DoneKey { weight: 160 }
    }
}
