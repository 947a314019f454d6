// One character is written with the finger; candidates stand above.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import Warmheart.Keyboard.Input

KeyboardLayout {
    id: page

    required property HandwritingInputMethod method

    keyWeight: 100

    KeyboardRow {
        TraceInputKey {
            objectName: "handwritingArea"
            weight: 700
            patternRecognitionMode: InputEngine.PatternRecognitionMode.Handwriting
        }
        KeyboardColumn {
            Layout.preferredWidth: 150
            Layout.fillWidth: true

            KeyboardRow { BackspaceKey {} }
            KeyboardRow {
                BoardKey {
                    objectName: "key_rewrite"
                    noKeyEvent: true
                    //% "Rewrite"
                    displayText: qsTrId("keyboard.rewrite")
                    onClicked: page.method.clearStrokes()
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
