// A line of words and a field over the kiosk's keyboard, and nothing else: what Qt Quick, fonts and Pinyin take alone.
import QtQuick
import Warmheart.Keyboard

Window {
    id: page

    readonly property string fontFamily: "Noto Sans CJK SC"

    width: 1080
    height: 1920
    visible: true
    color: "#FBF7F2"

    Text {
        x: 56
        y: 120
        text: "辛苦了，歇歇脚吧"
        font.family: page.fontFamily
        font.pixelSize: 76
        font.bold: true
    }
    Rectangle {
        x: 56
        y: 300
        width: parent.width - 2 * x
        height: 120
        radius: 24
        border.width: 3
        border.color: "#8C7B6E"

        TextInput {
            property bool isNameField: true

            objectName: "emptyInput"
            anchors.fill: parent
            anchors.margins: 24
            font.family: page.fontFamily
            font.pixelSize: 44
        }
    }
    KeyboardPanel {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        unit: 1.209
        roomHeight: page.height
    }
}
