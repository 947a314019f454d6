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
    takesCards: true
    secondText: qsTrId("check.mine")
    secondIcon: "document"
    count: Booking.sessions.count
    columns: 1
    onSecond: page.go(Routes.myCard)

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
            objectName: "noSessions"
            width: parent ? parent.width : 0
            visible: Booking.sessions.count === 0
            text: qsTrId("check.none")
        }
    ]
}
