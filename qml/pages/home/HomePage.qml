// Home: an invitation. What a tired person can do here at this moment, and what the station has; nothing that does not
// work.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

KioskPage {
    id: page

    readonly property bool twoColumns: Theme.wide
    // strip and sentence make room for what works here
    readonly property bool tight: Theme.compact && Appearance.largeType

    objectName: "homePage"
    takesCards: true
    backVisible: false
    Accessible.role: Accessible.Pane
    Accessible.name: qsTrId("home.sentence")

    HomeTop {
        id: top

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.compact ? Theme.gap : Theme.wide ? Theme.gapLarge : Theme.gapHuge
    }

    Flickable {
        id: view

        anchors.top: top.bottom
        anchors.bottom: emergency.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottomMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        anchors.topMargin: Theme.compact ? Theme.gap : Theme.gapLarge
        contentHeight: Math.max(height, grid.implicitHeight)
        clip: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        GridLayout {
            id: grid

            x: Theme.margin
            width: view.width - 2 * Theme.margin
            height: view.contentHeight
            columns: page.twoColumns ? 2 : 1
            columnSpacing: Theme.compact ? Theme.gap : Theme.gapHuge
            rowSpacing: Theme.compact ? Theme.gap : Theme.gapLarge

            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                spacing: Theme.gap

                Label {
                    objectName: "homeSentence"
                    Layout.fillWidth: true
                    visible: !Theme.compact
                    text: qsTrId("home.sentence")
                    font.pixelSize: Appearance.largeType ? Theme.typeTitle : Theme.typeDisplay
                    font.bold: true
                    lineHeight: Theme.tightLine
                    Accessible.role: Accessible.Heading
                }
                Label {
                    objectName: "announcement"
                    Layout.fillWidth: true
                    visible: text !== "" && !Theme.wide && !Appearance.largeType
                    text: Help.announcement
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
                    onClicked: page.go(Routes.visit)
                    onTaken: page.go(Routes.visitWho)
                }
            }

            HomeTiles {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                onGo: route => page.go(route)
            }
            HomeEmergency {
                objectName: "emergencyStripTight"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.columnSpan: grid.columns
                visible: page.tight
                onClicked: page.go(Routes.emergency)
            }
        }
    }

    HomeEmergency {
        id: emergency

        height: visible ? implicitHeight : 0
        visible: !page.tight
        onClicked: page.go(Routes.emergency)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: foot.top
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.bottomMargin: page.tight ? 0 : Theme.compact ? Theme.gapSmall : Theme.gapLarge
    }
    HomeFoot {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        view: view
        onPanelAsked: page.panelAsked()
    }
}
