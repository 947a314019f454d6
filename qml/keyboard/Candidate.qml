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
        anchors.margins: KeyboardTheme.gap
        radius: KeyboardTheme.radius
        color: tap.pressed ? KeyboardTheme.pressed : candidate.first ? KeyboardTheme.key : "transparent"
        border.width: tap.pressed ? KeyboardTheme.edge * 2 : candidate.first ? KeyboardTheme.edge : 0
        border.color: tap.pressed ? KeyboardTheme.pressedEdge : KeyboardTheme.keyEdge
    }
    Text {
        anchors.fill: parent
        anchors.margins: KeyboardTheme.gap
        text: candidate.label
        color: KeyboardTheme.ink
        font.family: KeyboardTheme.fontFamily
        font.pixelSize: KeyboardTheme.candidateSize
        font.weight: candidate.first ? Font.Bold : Font.Medium
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: KeyboardTheme.leastSize
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
