import QtQuick
import Warmheart.Keyboard.Input

BoardKey {
    objectName: "key_done"
    kind: KeyFace.Primary
    noKeyEvent: true
    //% "Done"
    displayText: qsTrId("keyboard.done")
    onClicked: Typing.done()
}
