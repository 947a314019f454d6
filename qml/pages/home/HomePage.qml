// Home: an invitation. What a tired person can do here at this moment, and what the station has; nothing that does not
// work. All of it is seen at once. Whoever reads large type or sits low has the same as six rows.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

KioskPage {
    id: page

    readonly property bool plain: Appearance.largeType || Appearance.loweredControls

    objectName: "homePage"
    scene: "rider"
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
        anchors.topMargin: Theme.compact ? Theme.gapSmall : Theme.wide ? Theme.gapLarge : Theme.gapHuge
        onGo: route => page.go(route)
    }

    Loader {
        id: tiles

        anchors.top: top.bottom
        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.compact || page.plain ? Theme.gap : Theme.gapLarge
        anchors.bottomMargin: Theme.compact ? Theme.gapSmall : page.plain ? Theme.gap : Theme.gapLarge
        source: page.plain ? "HomeRows.qml" : "HomeInvitation.qml"
    }
    Connections {
        target: tiles.item

        function onGo(route: url): void {
            page.go(route);
        }
    }

    HomeFoot {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.margin
        anchors.bottomMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        onPanelAsked: page.panelAsked()
        onGo: route => page.go(route)
        onCallAsked: page.callAsked()
    }
}
