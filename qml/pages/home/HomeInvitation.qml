// Home as most see it: one sentence to a tired person, what is new today, the red tile of rest, four tiles beside it,
// and the numbers for an emergency.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: home

    signal go(route: url)

    readonly property real gap: Theme.compact ? Theme.gap : Theme.gapLarge
    readonly property real half: (width - (Theme.compact ? Theme.gap : Theme.gapHuge)) / 2
    readonly property real leftWidth: Theme.wide ? half : width
    readonly property real lowest: emergency.y - (Theme.compact ? Theme.gapSmall : Theme.gapLarge)
    readonly property real shared: lowest - visits.y  // below what is said

    Column {
        id: said

        width: home.leftWidth
        spacing: Theme.compact || Theme.wide ? Theme.gapSmall : Theme.gap

        HomeHead {
            width: parent.width
            visible: !Theme.compact
        }
        AlertLine {
            width: parent.width
            visible: Bulletin.alertLevel > 0 && !Theme.compact
            onClicked: home.go(Routes.alert)
        }
        Label {
            objectName: "announcement"
            width: parent.width
            visible: text !== "" && !Theme.compact && Bulletin.alertLevel === 0
            text: Help.announcement
            lineHeight: Theme.tightLine
            color: Theme.inkSecond
        }
        Notice {
            objectName: "stationProblem"
            width: parent.width
            visible: text !== ""
            text: Station.problem
            tone: StateChip.Caution
        }
    }
    VisitTile {
        id: visits

        objectName: "restTile"
        y: said.height > 0 ? said.height + home.gap : 0
        width: home.leftWidth
        height: Theme.wide ? home.shared : Math.max(implicitHeight, Math.round(home.shared * Theme.restShare))
        visible: Visit.services.count > 0
        onClicked: home.go(Routes.visit)
        onTaken: home.go(Routes.visitWho)
    }
    HomeTiles {
        x: Theme.wide && visits.visible ? home.width - width : 0
        y: Theme.wide ? 0 : visits.visible ? visits.y + visits.height + home.gap : visits.y
        width: Theme.wide ? home.half : home.width
        height: home.lowest - y
        onGo: route => home.go(route)
    }

    HomeEmergency {
        id: emergency

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: implicitHeight
        onClicked: home.go(Routes.emergency)
    }
}
