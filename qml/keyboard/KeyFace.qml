// What a key looks like, on the board and on the pads.
import QtQuick

Item {
    id: face

    enum Kind { Letter, Helper, Primary }

    property string label
    property string iconPath
    property int kind: KeyFace.Letter
    property bool down: false
    property bool on: false
    property real size: kind === KeyFace.Letter ? KeyboardLook.letterSize : KeyboardLook.labelSize
    readonly property color inkColor: down ? KeyboardLook.ink : kind === KeyFace.Primary ? KeyboardLook.primaryInk : KeyboardLook.ink

    Rectangle {
        anchors.fill: parent
        anchors.margins: KeyboardLook.gap
        radius: KeyboardLook.radius
        color: face.down ? KeyboardLook.pressed
               : face.kind === KeyFace.Primary ? KeyboardLook.primary
               : face.kind === KeyFace.Helper ? KeyboardLook.helper : KeyboardLook.key
        border.width: face.down || face.on ? KeyboardLook.edge * 2 : KeyboardLook.edge
        border.color: face.down || face.on ? KeyboardLook.pressedEdge : KeyboardLook.keyEdge
    }
    Text {
        anchors.fill: parent
        anchors.margins: KeyboardLook.gap * 2
        visible: face.iconPath === ""
        text: face.label
        color: face.inkColor
        font.family: KeyboardLook.fontFamily
        font.pixelSize: face.size
        font.weight: face.kind === KeyFace.Letter ? Font.Medium : Font.Bold
        fontSizeMode: Text.Fit
        minimumPixelSize: KeyboardLook.leastSize
        lineHeight: 0.95
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.WordWrap
    }
    KeyIcon {
        anchors.centerIn: parent
        visible: face.iconPath !== ""
        path: face.iconPath
        color: face.inkColor
    }
}
