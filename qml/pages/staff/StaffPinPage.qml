// A badge was held to the scanner: its PIN opens staff mode. Who has forgotten it is helped over the phone.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool helping: Staff.challenge !== ""

    objectName: "staffPinPage"
    section: qsTrId("staff.title")
    title: helping ? qsTrId("staff.help.title") : qsTrId("staff.pin.title")
    lead: helping ? qsTrId("staff.help.lead") : qsTrId("staff.pin.lead")
    twoColumns: false
    secondText: helping ? "" : qsTrId("staff.pin.forgotten")
    onSecond: Staff.forgotten()
    onBack: Staff.wipe()

    Connections {
        target: Staff

        function onOpened(): void {
            page.go(Routes.staff);
        }
    }
    Notice {
        objectName: "pinSentence"
        width: parent.width
        visible: Staff.sentence !== ""
        text: Staff.sentence
        tone: StateChip.Bad
    }
    InfoCard {
        visible: page.helping

        InfoRow {
            objectName: "challenge"
            width: parent.width
            label: qsTrId("staff.help.read-out")
            value: Staff.challenge
        }
        InfoRow {
            objectName: "challengeDevice"
            width: parent.width
            label: qsTrId("staff.device.id")
            value: Staff.device
        }
    }
    PinPad {
        width: parent.width
        typed: Staff.typed
        wanted: Staff.wanted
        onDigit: digit => Staff.type(digit)
        onErase: Staff.erase()
    }
}
