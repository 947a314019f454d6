// One session: everything a rider must know, and who may come, before anything is asked.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "checkSessionPage"
    section: Booking.healthGroup ? qsTrId("check.title") : qsTrId("check.meetings")
    title: Booking.title
    lead: Booking.when
    primaryText: Booking.bookable ? (Booking.atOnce ? qsTrId("check.book") : qsTrId("check.want")) : ""
    secondText: Booking.bookable ? "" : qsTrId("rest.others")
    onPrimary: page.go(Routes.checkWho)
    onSecond: page.back()

    StateChip {
        objectName: "sessionLeft"
        visible: Booking.left !== ""
        width: Math.min(implicitWidth, parent.width)
        text: Booking.left
        tone: Booking.atOnce ? StateChip.Good : StateChip.Caution
    }
    Notice {
        objectName: "sessionNotice"
        width: parent.width
        visible: Booking.notice !== ""
        text: Booking.notice
        tone: StateChip.Caution
    }
    Notice {
        objectName: "sessionGone"
        width: parent.width
        visible: !Booking.bookable
        text: qsTrId("error.check.gone")
        tone: StateChip.Caution
    }
    InfoCard {
        InfoRow {
            objectName: "sessionPlace"
            width: parent.width
            label: qsTrId("check.place")
            value: Booking.place
        }
        InfoRow {
            objectName: "sessionIncluded"
            width: parent.width
            label: qsTrId("check.included")
            value: Booking.included
        }
        InfoRow {
            objectName: "sessionPrepare"
            width: parent.width
            label: qsTrId("check.prepare")
            value: Booking.prepare
        }
        InfoRow {
            objectName: "sessionProvider"
            width: parent.width
            label: qsTrId("check.provider")
            value: Booking.provider
        }
    }
    InfoCard {
        title: qsTrId("check.rules")
        visible: Booking.rules.length > 0

        Repeater {
            model: Booking.rules

            Label {
                required property string modelData

                width: parent.width
                text: modelData
            }
        }
    }
    Notice {
        objectName: "howConfirmed"
        width: parent.width
        visible: Booking.bookable
        text: Booking.atOnce ? qsTrId("check.how.at-once") : Booking.offline ? qsTrId("check.how.offline") : qsTrId("check.how.ask")
    }
}
