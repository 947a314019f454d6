// A badge was held to the scanner: its PIN opens staff mode. Who has forgotten it is helped over the phone.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool helping: Staff.login.challenge !== ""

    objectName: "staffPinPage"
    section: qsTrId("staff.title")
    title: helping ? qsTrId("staff.help.title") : qsTrId("staff.pin.title")
    lead: helping ? qsTrId("staff.help.lead") : qsTrId("staff.pin.lead")
    twoColumns: Theme.wide
    secondText: helping || Theme.compact ? "" : qsTrId("staff.pin.forgotten")
    onSecond: Staff.login.forgotten()
    onBack: Staff.wipe()

    Connections {
        target: Staff

        function onOpened(): void {
            page.go(Routes.staff);
        }
    }
    aside: [
        Notice {
            objectName: "pinSentence"
            width: parent ? parent.width : 0
            visible: Staff.login.sentence !== ""
            text: Staff.login.sentence
            tone: StateChip.Bad
        },
        Label {
            width: parent ? parent.width : 0
            visible: page.helping
            text: qsTrId("staff.help.read-out")
            color: Theme.inkSecond
        },
        Label {
            objectName: "challengeValue"
            width: parent ? parent.width : 0
            visible: page.helping
            text: Staff.login.challenge
            font.pixelSize: Theme.typeHeading
            font.bold: true
        },
        Label {
            objectName: "challengeDeviceValue"
            width: parent ? parent.width : 0
            visible: page.helping
            text: qsTrId("staff.device.id") + " " + Staff.board.device
            font.pixelSize: Theme.typeSmall
        },
        BigButton {
            objectName: "pinForgotten"
            width: parent ? parent.width : 0
            visible: Theme.compact && !page.helping
            kind: BigButton.Plain
            text: qsTrId("staff.pin.forgotten")
            onClicked: Staff.login.forgotten()
        }
    ]

    PinPad {
        width: parent.width
        typed: Staff.login.typed
        wanted: Staff.login.wanted
        open: page.helping
        shown: Staff.login.heard
        room: page.bodyRoom
        onDigit: digit => Staff.login.type(digit)
        onErase: Staff.login.erase()
    }
}
