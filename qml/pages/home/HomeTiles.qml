// What works here beside rest, at most five, each only where it does something.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

GridLayout {
    id: tiles

    signal go(route: url)

    columns: 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.compact || Theme.wide ? Theme.gap : Theme.gapLarge

    HomeTile {
        objectName: "joinTile"
        visible: Station.canJoin
        text: qsTrId("home.join")
        note: qsTrId("home.join.note")
        picture: "join"
        onClicked: tiles.go(Routes.joinStart)
    }
    HomeTile {
        objectName: "checkTile"
        visible: Booking.healthChecks > 0
        text: qsTrId("home.check")
        note: qsTrId("home.check.note")
        chip: Booking.leftToday
        picture: "check"
        onClicked: {
            Booking.browse(true);
            tiles.go(Routes.check);
        }
    }
    HomeTile {
        objectName: "helpTile"
        visible: Help.available
        text: qsTrId("home.help")
        note: qsTrId("home.help.note")
        picture: "help"
        onClicked: tiles.go(Routes.help)
    }
    HomeTile {
        objectName: "cardTile"
        text: qsTrId("home.card")
        note: qsTrId("home.card.note")
        picture: "card"
        onClicked: tiles.go(Routes.myCard)
    }
}
