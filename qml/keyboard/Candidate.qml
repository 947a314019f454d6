// One word on the candidate bar. The first one is what the space key takes.
import QtQuick

Item {
    id: candidate

    property string label
    property bool first: false
    readonly property string name: label
    signal tapped

    function press(): void {
        candidate.tapped();
    }

    Accessible.role: Accessible.Button
    Accessible.name: candidate.label
    Accessible.onPressAction: candidate.tapped()

    Rectangle {
        anchors.fill: parent
        anchors.margins: KeyboardLook.gap
        radius: KeyboardLook.radius
        color: tap.pressed ? KeyboardLook.pressed : candidate.first ? KeyboardLook.key : "transparent"
        border.width: tap.pressed ? KeyboardLook.edge * 2 : candidate.first ? KeyboardLook.edge : 0
        border.color: tap.pressed ? KeyboardLook.pressedEdge : KeyboardLook.keyEdge
    }
    Text {
        anchors.fill: parent
        anchors.margins: KeyboardLook.gap
        text: candidate.label
        color: KeyboardLook.ink
        font.family: KeyboardLook.fontFamily
        font.pixelSize: KeyboardLook.candidateSize
        font.weight: candidate.first ? Font.Bold : Font.Medium
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: KeyboardLook.leastSize
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 3600
        onTapped: candidate.tapped()
    }
}
