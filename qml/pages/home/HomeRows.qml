// Home in large type and with lowered controls: the same six as rows of a drawing and a word, all of one size.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: home

    readonly property bool pairs: Theme.wide || !Appearance.largeType
    readonly property int shown: 2 + (Visit.services.count > 0) + Station.canJoin + (Booking.healthChecks > 0)
                                 + Help.available
    signal go(route: url)

    Notice {
        id: problem

        objectName: "stationProblem"
        width: parent.width
        visible: text !== ""
        text: Station.problem
        tone: StateChip.Caution
    }
    AlertLine {
        id: alert

        y: problem.visible ? problem.height + Theme.gapSmall : 0
        width: parent.width
        visible: Bulletin.alertLevel > 0 && !Theme.compact
        onClicked: home.go(Routes.alert)
    }
    Label {
        id: announcement

        objectName: "announcement"
        y: alert.visible ? alert.y + alert.height + Theme.gapSmall : alert.y
        width: parent.width
        visible: text !== "" && !Theme.compact && !Appearance.loweredControls && !alert.visible
        text: Help.announcement
        lineHeight: Theme.tightLine
        color: Theme.inkSecond
    }
    TileGrid {
        id: rows

        y: announcement.visible ? announcement.y + announcement.height + Theme.gapSmall : announcement.y
        width: parent.width
        columns: home.pairs ? 2 : 1
        count: home.shown
        most: home.height
        room: home.height - y

        RowTile {
            objectName: "restTile"
            width: rows.cell
            height: rows.tall
            share: rows.share
            visible: Visit.services.count > 0
            strong: true
            text: qsTrId("rest.title")
            picture: "rest"
            onClicked: home.go(Routes.visit)
        }
        RowTile {
            objectName: "joinTile"
            width: rows.cell
            height: rows.tall
            share: rows.share
            visible: Station.canJoin
            text: qsTrId("home.join")
            picture: "join"
            onClicked: home.go(Routes.joinStart)
        }
        RowTile {
            objectName: "checkTile"
            width: rows.cell
            height: rows.tall
            share: rows.share
            visible: Booking.healthChecks > 0
            text: qsTrId("home.check")
            picture: "check"
            onClicked: {
                Booking.browse(true);
                home.go(Routes.check);
            }
        }
        RowTile {
            objectName: "helpTile"
            width: rows.cell
            height: rows.tall
            share: rows.share
            visible: Help.available
            text: qsTrId("home.help")
            picture: "help"
            onClicked: home.go(Routes.help)
        }
        RowTile {
            objectName: "cardTile"
            width: rows.cell
            height: rows.tall
            share: rows.share
            text: qsTrId("home.card")
            picture: "card"
            onClicked: home.go(Routes.myCard)
        }
        RowTile {
            objectName: "emergencyStrip"
            width: rows.cell
            height: rows.tall
            share: rows.share
            grave: true
            text: qsTrId("home.emergency")
            picture: "emergency"
            onClicked: home.go(Routes.emergency)
        }
    }
}
