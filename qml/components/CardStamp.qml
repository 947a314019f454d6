// A stamp on the card: that it waits, or that it was approved. One that is new lands, where motion is on.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Rectangle {
    id: stamp

    required property string text
    required property color ink
    property bool lands: false

    implicitWidth: words.implicitWidth + 2 * Theme.gap
    implicitHeight: words.implicitHeight + Theme.gapSmall
    radius: Theme.gapSmall
    color: "transparent"
    border.width: Theme.line * 2
    border.color: stamp.ink
    rotation: Theme.stampTilt
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Label {
        id: words

        objectName: "cardStampWords"
        anchors.centerIn: parent
        text: stamp.text
        font.pixelSize: Theme.typeHeading
        font.bold: true
        wrapMode: Text.NoWrap
        lineHeight: Theme.tightLine
        color: stamp.ink
        Accessible.ignored: true
    }
    ParallelAnimation {
        running: stamp.lands && Theme.stamp > 0

        NumberAnimation { target: stamp; property: "scale"; from: 1.8; to: 1; duration: Theme.stamp }
        NumberAnimation {
            target: stamp
            property: "rotation"
            from: 3 * Theme.stampTilt
            to: Theme.stampTilt
            duration: Theme.stamp
        }
    }
}
