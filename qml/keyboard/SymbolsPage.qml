// Figures and the signs an employer's name may have, four rows.
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
        LetterKey { text: "*"; weight: 100 }
    }
    KeyboardRow {
        LetterKey { text: "，"; weight: 105 }
        LetterKey { text: "。"; weight: 105 }
        LetterKey { text: "、"; weight: 105 }
        LetterKey { text: "："; weight: 105 }
        LetterKey { text: "；"; weight: 105 }
        LetterKey { text: "'"; weight: 105 }
        LetterKey { text: "."; weight: 105 }
        LetterKey { text: ","; weight: 105 }
        EraseKey { weight: 160 }
    }
    KeyboardRow {
        PageKey {
            objectName: "key_pinyin"
            page: Typing.Pinyin
            //% "Pinyin"
            displayText: qsTrId("keyboard.pinyin")
            weight: 160
        }
        PageKey {
            objectName: "key_handwriting"
            page: Typing.Handwriting
            //% "Write"
            displayText: qsTrId("keyboard.handwriting")
            weight: 160
        }
        PageKey {
            objectName: "key_letters"
            page: Typing.Letters
            //% "ABC"
            displayText: qsTrId("keyboard.letters")
            weight: 120
        }
        SpaceBar { weight: 400 }
        DoneKey { weight: 160 }
    }
}
