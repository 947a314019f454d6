import QtQuick

BoardKey {
    objectName: "key_backspace"
    key: Qt.Key_Backspace
    //% "Erase"
    name: qsTrId("keyboard.erase")
    iconPath: "M9 5 H20 A1.5 1.5 0 0 1 21.5 6.5 V17.5 A1.5 1.5 0 0 1 20 19 H9 L2.5 12 Z M11.5 9 L17 15 M17 9 L11.5 15"
}
