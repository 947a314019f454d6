import QtQuick

BoardKey {
    objectName: "key_space"
    kind: KeyFace.Letter
    text: " "
    key: Qt.Key_Space
    //% "Space"
    displayText: qsTrId("keyboard.space")
    size: KeyboardTheme.labelSize
}
