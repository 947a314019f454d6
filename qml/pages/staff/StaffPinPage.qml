// A badge was held to the scanner: its PIN opens staff mode. Who has forgotten it is helped over the phone. A low
// screen has the pad whole beside what is said, and does not scroll.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool helping: Staff.login.challenge !== ""
    readonly property string explained: helping ? qsTrId("staff.help.lead") : qsTrId("staff.pin.lead")
    readonly property real belowWords: (helping ? challenge.height + device.height + 2 * Theme.gap
                                                : forgotten.height + Theme.gap) + Theme.gap

    objectName: "staffPinPage"
    section: qsTrId("staff.title")
    title: helping ? qsTrId("staff.help.title") : qsTrId("staff.pin.title")
    lead: Theme.compact ? "" : explained
    asideShown: true
    twoColumns: Theme.wide
    scrolls: !Theme.compact
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
            visible: Staff.login.sentence !== "" && !Theme.compact
            text: Staff.login.sentence
            tone: StateChip.Bad
        },
        Lines {
            objectName: "pinWords"
            width: parent ? parent.width : 0
            visible: Theme.compact
            room: page.bodyRoom - page.belowWords
            lines: [Staff.login.sentence === "" ? page.explained : Staff.login.sentence]
            color: Staff.login.sentence === "" ? Theme.inkSecond : Theme.error
            Accessible.role: Staff.login.sentence === "" ? Accessible.StaticText : Accessible.AlertMessage
        },
        Label {
            width: parent ? parent.width : 0
            visible: page.helping && !Theme.compact
            text: qsTrId("staff.help.read-out")
            color: Theme.inkSecond
        },
        Label {
            id: challenge

            objectName: "challengeValue"
            width: parent ? parent.width : 0
            visible: page.helping
            text: Staff.login.challenge
            font.pixelSize: Theme.typeHeading
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.typeSmall / Theme.typeScale
            wrapMode: Text.NoWrap
        },
        Label {
            id: device

            objectName: "challengeDeviceValue"
            width: parent ? parent.width : 0
            visible: page.helping
            text: qsTrId("staff.device.id") + " " + Staff.board.device
            font.pixelSize: Theme.typeSmall
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.typeSmall / Theme.typeScale * 0.8
            wrapMode: Text.NoWrap
        },
        BigButton {
            id: forgotten

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
