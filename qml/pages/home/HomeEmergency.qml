// Numbers that matter when something has happened; they stand here whether or not there is a network, and large when
// touched.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Pressable {
    id: strip

    readonly property bool spell: true  // by the voice: 1 1 0

    objectName: "emergencyStrip"
    implicitHeight: Math.max(Theme.target, flow.implicitHeight + 2 * Theme.gapSmall)
    corner: Theme.radius
    says: qsTrId("home.emergency") + " " + qsTrId("home.police") + " " + qsTrId("home.ambulance") + " "
          + qsTrId("home.traffic") + " " + qsTrId("home.hotline")

    background: Rectangle {
        radius: strip.corner
        color: strip.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.error
    }

    Icon {
        id: arrow

        anchors.right: parent.right
        anchors.rightMargin: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
        name: "forward"
        size: Theme.iconSmall
        color: Theme.border
    }
    Flow {
        id: flow

        anchors.left: parent.left
        anchors.right: arrow.left
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.gapSmall
        spacing: Theme.compact ? Theme.gap : Theme.gap * 1.4

        Row {
            height: Math.round(Theme.typeSmall * Theme.fontLine)
            spacing: Theme.gapSmall

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "emergency"
                size: Theme.iconSmall
                color: Theme.redInk
            }
            Label {
                visible: !Theme.compact
                text: qsTrId("home.emergency")
                font.pixelSize: Theme.typeSmall
                font.bold: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        Repeater {
            model: [qsTrId("home.police"), qsTrId("home.ambulance"), qsTrId("home.traffic"), qsTrId("home.hotline")]

            Label {
                required property string modelData

                text: modelData
                font.pixelSize: Theme.typeSmall
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
