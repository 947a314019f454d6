// The ticket: its QR on white, the number of the slot and the short code, large enough for a photo from a step away.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: face

    implicitHeight: grid.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.goodTint
    border.width: Theme.line
    border.color: Theme.good

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.pad
        columns: face.width > Theme.qrSide * 1.7 ? 2 : 1
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gap

        QrPanel {
            objectName: "ticketQr"
            Layout.alignment: Qt.AlignHCenter
            side: Math.round(Theme.qrSide * 0.8)
            text: Booking.slip.ticketText
            says: qsTrId("check.ticket")
        }
        Column {
            Layout.fillWidth: true
            spacing: Theme.gapSmall

            Label {
                width: parent.width
                text: qsTrId("check.ticket")
                color: Theme.good
                font.bold: true
            }
            Label {
                objectName: "ticketNumber"
                width: parent.width
                text: Booking.slip.numberText
                font.pixelSize: Theme.typeTitle
                font.bold: true
                color: Theme.good
                lineHeight: Theme.tightLine
            }
            Label {
                width: parent.width
                visible: Booking.slip.codeShown !== ""
                text: qsTrId("check.code")
                color: Theme.inkSecond
            }
            Label {
                objectName: "ticketCode"
                width: parent.width
                visible: Booking.slip.codeShown !== ""
                text: Booking.slip.codeShown
                font.pixelSize: Theme.typeHeading
                font.bold: true
            }
            Label {
                width: parent.width
                text: qsTrId("check.photo")
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
            }
        }
    }
}
