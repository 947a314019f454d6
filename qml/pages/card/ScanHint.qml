// Where to hold the card, drawn and said.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    implicitHeight: row.implicitHeight + 2 * Theme.gapLarge
    radius: Theme.radiusLarge
    color: Theme.amberTint
    border.width: Theme.highContrast ? Theme.line : 0
    border.color: Theme.border
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTrId("mycard.scan") + "\n" + qsTrId("mycard.scan.note")

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gapLarge
        anchors.rightMargin: Theme.gapLarge
        spacing: Theme.gapLarge

        Icon {
            name: "scan"
            size: Theme.compact ? Theme.iconLarge : Theme.roundButton
            color: Theme.redInk
        }
        Column {
            Layout.fillWidth: true
            spacing: 0

            Label {
                width: parent.width
                text: qsTrId("mycard.scan")
                font.pixelSize: Theme.typeLarge
                font.bold: true
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: qsTrId("mycard.scan.note")
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }
}
