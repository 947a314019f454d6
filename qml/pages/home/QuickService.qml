// A service on the red tile: white, with its drawing, so that it reads as a button of its own.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: control

    required property string code
    required property string name
    required property string stateText

    text: name
    says: name + ", " + stateText
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    corner: Theme.radius

    background: Rectangle {
        radius: control.corner
        color: control.down ? Theme.quietPressed : Theme.surface
    }
    contentItem: RowLayout {
        spacing: Theme.gap

        Icon {
            name: "service-" + control.code.toLowerCase()
            color: Theme.redInk
        }
        Label {
            Layout.fillWidth: true
            text: control.text
            font.pixelSize: Theme.typeLarge
            font.bold: true
            lineHeight: Theme.tightLine
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.ignored: true
        }
    }
}
