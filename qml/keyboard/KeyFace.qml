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
    property real size: kind === KeyFace.Letter ? KeyboardTheme.letterSize : KeyboardTheme.labelSize
    readonly property color inkColor: down ? KeyboardTheme.ink
                                      : kind === KeyFace.Primary ? KeyboardTheme.primaryInk
                                      : KeyboardTheme.ink

    Rectangle {
        anchors.fill: parent
        anchors.margins: KeyboardTheme.gap
        radius: KeyboardTheme.radius
        color: face.down ? KeyboardTheme.pressed
               : face.kind === KeyFace.Primary ? KeyboardTheme.primary
               : face.kind === KeyFace.Helper ? KeyboardTheme.helper : KeyboardTheme.key
        border.width: face.down || face.on ? KeyboardTheme.edge * 2 : KeyboardTheme.edge
        border.color: face.down || face.on ? KeyboardTheme.pressedEdge : KeyboardTheme.keyEdge
    }
    Text {
        anchors.fill: parent
        anchors.margins: KeyboardTheme.gap * 2
        visible: face.iconPath === ""
        text: face.label
        color: face.inkColor
        font.family: KeyboardTheme.fontFamily
        font.pixelSize: face.size
        font.weight: face.kind === KeyFace.Letter ? Font.Medium : Font.Bold
        fontSizeMode: Text.Fit
        minimumPixelSize: KeyboardTheme.leastSize
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
