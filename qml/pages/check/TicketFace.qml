// The ticket: its QR on white, the number of the slot and the query code, large enough for a photo from a step away.
// Given a room it is never taller: the QR shrinks as far as a phone still reads it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: face

    property real room: 0
    property bool brief: false
    readonly property bool side: width > Theme.qrLeast * 2.1
    readonly property real qrRoom: (room > 0 ? room : Theme.qrSide) - 2 * Theme.pad
                                   - (side ? 0 : words.height + Theme.gap)

    implicitHeight: grid.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.goodTint
    border.width: Theme.line
    border.color: Theme.good
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTrId("check.ticket") + "\n" + Booking.slip.numberText

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.pad
        columns: face.side ? 2 : 1
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gap

        QrPanel {
            objectName: "ticketQr"
            Layout.alignment: face.side ? Qt.AlignVCenter : Qt.AlignHCenter
            side: Math.max(Theme.qrLeast, Math.min(Theme.qrSide * 0.8, face.qrRoom, face.width * 0.45))
            text: Booking.slip.ticketText
            says: qsTrId("check.ticket")
        }
        Column {
            id: words

            Layout.fillWidth: true
            spacing: Theme.gapTiny

            Label {
                width: parent.width
                visible: !face.brief
                text: qsTrId("check.ticket")
                color: Theme.good
                font.bold: true
                Accessible.ignored: true
            }
            Label {
                objectName: "ticketNumber"
                width: parent.width
                text: Booking.slip.numberText
                font.pixelSize: Theme.typeDisplay
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.typeLarge
                wrapMode: Text.NoWrap
                color: Theme.good
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: Booking.slip.codeShown !== ""
                text: qsTrId("check.code")
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
                Accessible.ignored: true
            }
            Label {
                objectName: "ticketCode"
                width: parent.width
                visible: Booking.slip.codeShown !== ""
                text: Booking.slip.codeShown
                privacy: Voice.OnRequest
                aloud: qsTrId("check.code")
                Accessible.name: aloud + "\n" + text
                font.pixelSize: Theme.typeCode
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.typeBody / Theme.typeScale
                wrapMode: Text.NoWrap
                lineHeight: Theme.tightLine
            }
            Label {
                width: parent.width
                visible: !face.brief
                text: qsTrId("check.photo")
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
            }
        }
    }
}
