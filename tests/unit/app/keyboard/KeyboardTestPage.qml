// A page with one field of every kind and the keyboard below, as Main.qml places it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.VirtualKeyboard
import Warmheart.Keyboard

Rectangle {
    id: page

    property real unit: 1.24
    property string theme: "warm"
    property bool latinFirst: false
    property bool largeType: false
    // What Qt's keyboard itself remembers of the text.
    readonly property string around: InputContext.surroundingText

    color: "#FBF7F2"

    function wipe() { keyboard.wipe() }

    Column {
        x: 56
        y: 40
        width: parent.width - 112
        spacing: 12

        TextField {
            objectName: "nameField"
            property bool isNameField: true
            width: parent.width
            font.pixelSize: 32
            font.family: "Noto Sans CJK SC"
        }
        TextField {
            objectName: "employerField"
            width: parent.width
            font.pixelSize: 32
            font.family: "Noto Sans CJK SC"
        }
        TextField {
            objectName: "latinField"
            width: parent.width
            inputMethodHints: Qt.ImhLatinOnly
            font.pixelSize: 32
        }
        TextField {
            objectName: "identityField"
            width: parent.width
            inputMethodHints: Qt.ImhPreferNumbers
            maximumLength: 18
            font.pixelSize: 32
        }
        TextField {
            objectName: "phoneField"
            width: parent.width
            inputMethodHints: Qt.ImhDialableCharactersOnly
            maximumLength: 11
            font.pixelSize: 32
        }
    }
    KeyboardPanel {
        id: keyboard
        width: parent.width
        anchors.bottom: parent.bottom
        unit: page.unit
        theme: page.theme
        largeType: page.largeType
        latinFirst: page.latinFirst
        roomHeight: page.height
    }
}
