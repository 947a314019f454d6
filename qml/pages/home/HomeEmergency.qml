// Numbers that matter when something has happened; they stand here whether or not there is a network.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Rectangle {
    id: strip

    implicitHeight: flow.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.quiet
    border.width: Theme.highContrast ? Theme.line : 0
    border.color: Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTrId("home.emergency") + " " + qsTrId("home.police") + " " + qsTrId("home.ambulance") + " " + qsTrId("home.traffic") + " " + qsTrId("home.hotline")

    Flow {
        id: flow

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.pad
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
            Words {
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

            Words {
                required property string modelData

                text: modelData
                font.pixelSize: Theme.typeSmall
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
