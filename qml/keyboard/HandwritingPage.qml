// One character is written with the finger; candidates stand above.
import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard.Input

KeyboardLayout {
    keyWeight: 100
    inputMethod: HandwritingInputMethod { id: method }

    KeyboardRow {
        TraceInputKey {
            objectName: "handwritingArea"
            weight: 700
            patternRecognitionMode: InputEngine.PatternRecognitionMode.Handwriting
        }
        KeyboardColumn {
            Layout.preferredWidth: 150
            Layout.fillWidth: true

            KeyboardRow { EraseKey {} }
            KeyboardRow {
                BoardKey {
                    objectName: "key_rewrite"
                    noKeyEvent: true
                    //% "Rewrite"
                    displayText: qsTrId("keyboard.rewrite")
                    onClicked: method.clearStrokes()
                }
            }
            KeyboardRow {
                PageKey {
                    objectName: "key_pinyin"
                    page: Typing.Pinyin
                    //% "Pinyin"
                    displayText: qsTrId("keyboard.pinyin")
                }
            }
        }
        KeyboardColumn {
            Layout.preferredWidth: 150
            Layout.fillWidth: true

            KeyboardRow { DotKey {} }
            KeyboardRow { UnknownKey {} }
            KeyboardRow { DoneKey {} }
        }
    }
}
