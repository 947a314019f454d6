// One session: everything a rider must know, and who may come, before anything is asked.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "checkSessionPage"
    section: Booking.healthGroup ? qsTrId("check.title") : qsTrId("check.meetings")
    scene: "health"
    title: Booking.chosen.title
    lead: Booking.chosen.when
    primaryText: Booking.chosen.bookable ? (Booking.chosen.atOnce ? qsTrId("check.book") : qsTrId("check.want")) : ""
    secondText: Booking.chosen.bookable ? "" : qsTrId("rest.others")
    onPrimary: page.go(Routes.checkWho)
    onSecond: page.back()

    StateChip {
        objectName: "sessionLeft"
        visible: Booking.chosen.left !== ""
        width: Math.min(implicitWidth, parent.width)
        text: Booking.chosen.left
        tone: Booking.chosen.atOnce ? StateChip.Good : StateChip.Caution
    }
    Notice {
        objectName: "sessionNotice"
        width: parent.width
        visible: Booking.chosen.notice !== ""
        text: Booking.chosen.notice
        tone: StateChip.Caution
    }
    Notice {
        objectName: "sessionGone"
        width: parent.width
        visible: !Booking.chosen.bookable
        text: qsTrId("error.check.gone")
        tone: StateChip.Caution
    }
    InfoCard {
        InfoRow {
            objectName: "sessionPlace"
            width: parent.width
            label: qsTrId("check.place")
            value: Booking.chosen.place
        }
        InfoRow {
            objectName: "sessionIncluded"
            width: parent.width
            label: qsTrId("check.included")
            value: Booking.chosen.included
        }
        InfoRow {
            objectName: "sessionPrepare"
            width: parent.width
            label: qsTrId("check.prepare")
            value: Booking.chosen.prepare
        }
        InfoRow {
            objectName: "sessionProvider"
            width: parent.width
            label: qsTrId("check.provider")
            value: Booking.chosen.provider
        }
    }
    InfoCard {
        title: qsTrId("check.rules")
        visible: Booking.chosen.rules.length > 0

        Repeater {
            model: Booking.chosen.rules

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
        visible: Booking.chosen.bookable
        text: Booking.chosen.atOnce ? qsTrId("check.how.at-once")
              : Booking.offline ? qsTrId("check.how.offline")
              : qsTrId("check.how.ask")
    }
}
