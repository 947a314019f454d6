// What works here: joining, in red and large, and the own card.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

GridLayout {
    id: tiles

    signal go(place: url)

    columns: Theme.compact ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gapLarge

    Notice {
        objectName: "stationProblem"
        Layout.fillWidth: true
        Layout.columnSpan: tiles.columns
        visible: text !== ""
        text: Station.problem
        tone: StateChip.Caution
    }
    JoinTile {
        objectName: "joinTile"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.compact ? 5 : 1
        visible: Station.canJoin
        onClicked: tiles.go(Routes.joinQuestions)
    }
    Tile {
        objectName: "cardTile"
        Layout.fillWidth: true
        Layout.fillHeight: Theme.compact
        Layout.preferredWidth: Theme.compact ? 4 : 1
        text: qsTrId("home.card")
        note: qsTrId("home.card.note")
        iconName: "card"
        onClicked: tiles.go(Routes.myCard)
    }
}
