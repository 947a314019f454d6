// Capital letters stay until the key is tapped again: names on cards are in capitals.
import QtQuick
import Warmheart.Keyboard.Input

BoardKey {
    objectName: "key_capitals"
    noKeyEvent: true
    on: Typing.capitals
    //% "Capital letters"
    name: qsTrId("keyboard.capitals")
    iconPath: "M12 3.5 L20.5 12 H16 V16.5 H8 V12 H3.5 Z M8 20 H16"
    onClicked: Typing.capitals = !Typing.capitals
}
