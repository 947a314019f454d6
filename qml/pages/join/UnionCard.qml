// The chosen union with what a person needs to reach it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    width: parent.width
    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.line * 2
    border.color: Theme.ink
    visible: Join.receivingUnion.code !== ""

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        spacing: Theme.gap

        StateChip {
            objectName: "unionProposed"
            visible: Join.receivingUnion.proposed
            text: qsTrId("union.proposed")
            tone: StateChip.Good
            iconName: "place"
        }
        Label {
            objectName: "unionName"
            width: parent.width
            text: Join.receivingUnion.name
            font.pixelSize: Theme.typeHeading
            font.bold: true
            lineHeight: Theme.tightLine
        }
        InfoRow {
            objectName: "unionAddress"
            width: parent.width
            label: qsTrId("union.address")
            value: Join.receivingUnion.address
        }
        InfoRow {
            objectName: "unionPhone"
            width: parent.width
            label: qsTrId("union.phone")
            value: Join.receivingUnion.phone
        }
    }
}
