// Everything else that staff do here, as six tabs that are always in sight; how much waits stands on its tab.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

TileGrid {
    id: rail

    property real roomHeight: 0  // 0: as low as they may be
    readonly property var tabs: [
        {
            name: "staffTodo",
            word: qsTrId("staff.rail.todo"),
            says: qsTrId("staff.todo"),
            icon: "bell",
            route: Routes.staffTodo
        },
        {
            name: "staffDay",
            word: qsTrId("staff.rail.day"),
            says: qsTrId("staff.day"),
            icon: "document",
            route: Routes.staffDay
        },
        {
            name: "staffEvent",
            word: qsTrId("staff.rail.event"),
            says: qsTrId("staff.event"),
            icon: "people",
            route: Routes.staffEvent
        },
        {
            name: "staffNumber",
            word: qsTrId("staff.rail.number"),
            says: qsTrId("staff.number"),
            icon: "question",
            route: Routes.staffNumber
        },
        {
            name: "staffVoid",
            word: qsTrId("staff.rail.void"),
            says: qsTrId("staff.void"),
            icon: "pen",
            route: Routes.staffVoid
        },
        {
            name: "staffDevice",
            word: qsTrId("staff.rail.device"),
            says: qsTrId("staff.device"),
            icon: "info",
            route: Routes.staffDevice
        }
    ]
    signal go(route: url)

    columns: Theme.wide ? (Theme.compact ? 2 : 1) : Appearance.largeType ? 3 : 6
    count: tabs.length
    least: Theme.wide ? Theme.target : Math.max(Theme.target, Theme.icon + Theme.typeLarge * 2.4)
    most: Theme.wide ? rail.roomHeight : least
    room: roomHeight

    Repeater {
        model: rail.tabs

        FitTile {
            id: tab

            required property var modelData

            objectName: modelData.name + "Button"
            width: rail.cell
            height: rail.tall
            text: modelData.word
            says: modelData.says + (badge > 0 ? ", " + badge : "")
            iconName: modelData.icon
            beside: Theme.wide && !Theme.compact
            checked: tab.modelData.name === "staffEvent" && Staff.event.on
            badge: tab.modelData.name === "staffTodo" ? Staff.board.todoCount : 0
            onClicked: rail.go(modelData.route)
        }
    }
}
