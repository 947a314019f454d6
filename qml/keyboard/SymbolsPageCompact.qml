// Figures and signs, three rows of twelve keys for a small screen.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard.Input

KeyboardLayout {
    keyWeight: 100
    inputMethod: PlainInputMethod {}

    KeyboardRow {
        LetterKey { text: "1"; weight: 100 }
        LetterKey { text: "2"; weight: 100 }
        LetterKey { text: "3"; weight: 100 }
        LetterKey { text: "4"; weight: 100 }
        LetterKey { text: "5"; weight: 100 }
        LetterKey { text: "6"; weight: 100 }
        LetterKey { text: "7"; weight: 100 }
        LetterKey { text: "8"; weight: 100 }
        LetterKey { text: "9"; weight: 100 }
        LetterKey { text: "0"; weight: 100 }
        EraseKey { weight: 200 }
    }
    KeyboardRow {
        LetterKey { text: "（"; weight: 100 }
        LetterKey { text: "）"; weight: 100 }
        LetterKey { text: "·"; weight: 100 }
        LetterKey { text: "-"; weight: 100 }
        LetterKey { text: "/"; weight: 100 }
        LetterKey { text: "&"; weight: 100 }
        LetterKey { text: "#"; weight: 100 }
        LetterKey { text: "@"; weight: 100 }
        LetterKey { text: "+"; weight: 100 }
        SpaceBar { weight: 140 }
        DoneKey { weight: 160 }
    }
    KeyboardRow {
        PageKey {
            objectName: "key_pinyin"
            page: Typing.Pinyin
            //% "Pinyin"
            displayText: qsTrId("keyboard.pinyin")
            weight: 140
        }
        PageKey {
            objectName: "key_handwriting"
            page: Typing.Handwriting
            //% "Write"
            displayText: qsTrId("keyboard.handwriting")
            weight: 140
        }
        PageKey {
            objectName: "key_letters"
            page: Typing.Letters
            //% "ABC"
            displayText: qsTrId("keyboard.letters")
            weight: 120
        }
        LetterKey { text: "*"; weight: 100 }
        LetterKey { text: "，"; weight: 100 }
        LetterKey { text: "。"; weight: 100 }
        LetterKey { text: "、"; weight: 100 }
        LetterKey { text: "："; weight: 100 }
        LetterKey { text: "；"; weight: 100 }
        LetterKey { text: "'"; weight: 100 }
        LetterKey { text: "."; weight: 100 }
    }
}
