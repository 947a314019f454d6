// Latin letters, three rows of twelve keys for a small screen.
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
        EraseKey { weight: 200 }
    }
    KeyboardRow {
        CapitalKey { letter: "a" }
        CapitalKey { letter: "s" }
        CapitalKey { letter: "d" }
        CapitalKey { letter: "f" }
        CapitalKey { letter: "g" }
        CapitalKey { letter: "h" }
        CapitalKey { letter: "j" }
        CapitalKey { letter: "k" }
        CapitalKey { letter: "l" }
        SpaceBar { weight: 140 }
        DoneKey { weight: 160 }
    }
    KeyboardRow {
        CapitalsKey { weight: 120 }
        PageKey {
            objectName: "key_pinyin"
            page: Typing.Pinyin
            //% "Pinyin"
            displayText: qsTrId("keyboard.pinyin")
            weight: 120
        }
        CapitalKey { letter: "z" }
        CapitalKey { letter: "x" }
        CapitalKey { letter: "c" }
        CapitalKey { letter: "v" }
        CapitalKey { letter: "b" }
        CapitalKey { letter: "n" }
        CapitalKey { letter: "m" }
        LetterKey { text: "-"; weight: 80 }
        LetterKey { text: "."; weight: 80 }
        PageKey {
            objectName: "key_symbols"
            page: Typing.Symbols
            //% "123"
            displayText: qsTrId("keyboard.symbols")
            weight: 100
        }
    }
}
