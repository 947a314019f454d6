// Home as most see it: one sentence to a tired person, what is new today, the red tile of rest, four tiles beside it,
// and the numbers for an emergency.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: home

    signal go(route: url)

    GridLayout {
        anchors.top: parent.top
        anchors.bottom: emergency.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottomMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        columns: Theme.wide ? 2 : 1
        columnSpacing: Theme.compact ? Theme.gap : Theme.gapHuge
        rowSpacing: Theme.compact ? Theme.gap : Theme.gapLarge

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.compact || Theme.wide ? Theme.gapSmall : Theme.gap

            HomeHead {
                Layout.fillWidth: true
                visible: !Theme.compact
            }
            AlertLine {
                Layout.fillWidth: true
                visible: Bulletin.alertLevel > 0 && !Theme.compact
                onClicked: home.go(Routes.alert)
            }
            Label {
                objectName: "announcement"
                Layout.fillWidth: true
                visible: text !== "" && !Theme.compact && Bulletin.alertLevel === 0
                text: Help.announcement
                lineHeight: Theme.tightLine
                color: Theme.inkSecond
            }
            Notice {
                objectName: "stationProblem"
                Layout.fillWidth: true
                visible: text !== ""
                text: Station.problem
                tone: StateChip.Caution
            }
            VisitTile {
                objectName: "restTile"
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: Visit.services.count > 0
                onClicked: home.go(Routes.visit)
                onTaken: home.go(Routes.visitWho)
            }
        }

        HomeTiles {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            onGo: route => home.go(route)
        }
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
