// What can be booked: date, place, what is left. Trainings and meetings are listed the same way.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    objectName: "checkPage"
    section: Booking.healthGroup ? qsTrId("check.title") : qsTrId("check.meetings")
    title: Booking.healthGroup ? qsTrId("check.pick") : qsTrId("check.pick.meeting")
    lead: Booking.healthGroup ? qsTrId("check.lead") : qsTrId("check.lead.meeting")
    scene: Booking.sessions.count === 0 ? "empty-box" : Booking.healthGroup ? "health" : "calendar"
    takesScans: true
    secondText: qsTrId("check.mine")
    secondIcon: "document"
    count: Booking.sessions.count
    columns: 1
    onSecond: page.go(Routes.checkFind)
    onScanned: text => Booking.findScanned(text)

    Connections {
        target: Booking
        enabled: page.visible

        function onFoundOne(): void {
            page.go(Routes.checkDone);
        }
        function onFoundMany(): void {
            page.go(Routes.checkFind);
        }
    }
    Repeater {
        model: Booking.sessions

        SessionCell {
            required property string title

            objectName: "session-" + code
            width: page.cell
            height: page.tall
            text: title
            onClicked: {
                Booking.choose(code);
                page.go(Routes.checkSession);
            }
        }
    }

    above: [
        Notice {
            objectName: "checkFindSentence"
            width: parent ? parent.width : 0
            visible: Booking.search.sentence !== ""
            text: Booking.search.sentence
            tone: StateChip.Caution
        },
        Notice {
            objectName: "noSessions"
            width: parent ? parent.width : 0
            visible: Booking.sessions.count === 0
            text: qsTrId("check.none")
        }
    ]
}
