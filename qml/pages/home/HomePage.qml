// Home: an invitation. What a tired person can do here at this moment, and what the station has; nothing that does not work.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

KioskPage {
    id: page

    readonly property bool twoColumns: Theme.wide && !Theme.compact
    readonly property bool low: !page.twoColumns && (Theme.compact || Look.loweredControls)
    readonly property bool tight: Theme.compact && Look.largeType  // strip and sentence make room for what works here

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
            columnSpacing: Theme.gapHuge * 1.5
            rowSpacing: Theme.compact ? Theme.gap : Theme.gapLarge

            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                visible: !page.tight
                spacing: Theme.gap

                Words {
                    id: sentence

                    objectName: "homeSentence"
                    Layout.fillWidth: true
                    text: qsTrId("home.sentence")
                    font.pixelSize: Theme.compact || Look.largeType ? Theme.typeTitle : Theme.typeDisplay
                    font.bold: true
                    lineHeight: Theme.tightLine
                    Accessible.role: Accessible.Heading
                }
                Words {
                    Layout.fillWidth: true
                    visible: page.twoColumns && !Look.largeType
                    text: qsTrId("home.lead")
                    font.pixelSize: Theme.typeLarge
                    color: Theme.inkSecond
                }
                HomeServices {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.gapLarge
                    visible: page.twoColumns && Station.services.count > 0
                }
            }

            // Where there is little height the first screenful ends with the tiles; what the station has stands below.
            HomeTiles {
                Layout.fillWidth: true
                Layout.minimumHeight: page.low ? Math.max(implicitHeight, view.height - (page.tight ? 0 : sentence.height + grid.rowSpacing)) : implicitHeight
                Layout.maximumHeight: page.twoColumns ? Math.max(implicitHeight, view.height) : Infinity
                Layout.alignment: Qt.AlignTop
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                onGo: place => page.go(place)
            }

            HomeServices {
                Layout.fillWidth: true
                visible: !page.twoColumns && Station.services.count > 0
            }
            HomeEmergency {
                Layout.fillWidth: true
                visible: page.tight
            }
        }
    }

    HomeEmergency {
        id: emergency

        height: visible ? implicitHeight : 0
        visible: !page.tight
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
