// Back, Home, staff to call, language and accessibility in one row at the very foot of a page, always at the same
// places: on a tall screen the head is out of reach for whoever sits. Where they stand in the header, there is no row.
import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: bar

    property bool shown: true
    property bool backVisible: true
    property bool homeVisible: true
    property bool callVisible: true
    readonly property real side: Theme.target
    signal back
    signal home
    signal panelAsked
    signal callAsked

    implicitHeight: shown ? side : 0

    Loader {
        anchors.fill: parent
        active: bar.shown
        sourceComponent: Item {
            RoundButton {
                objectName: "backButton"
                width: bar.side
                height: bar.side
                iconName: "back"
                says: qsTrId("frame.back")
                visible: bar.backVisible
                onClicked: bar.back()
            }
            RoundButton {
                objectName: "homeButton"
                x: bar.side + Theme.gap
                width: bar.side
                height: bar.side
                iconName: "home"
                says: qsTrId("frame.home")
                visible: bar.homeVisible
                onClicked: bar.home()
            }
            RoundButton {
                objectName: "callStaffButton"
                anchors.right: looks.left
                anchors.rightMargin: Theme.gap
                width: bar.side
                height: bar.side
                iconName: "bell"
                says: qsTrId("call.title")
                visible: bar.callVisible
                onClicked: bar.callAsked()
            }
            AppearanceButtons {
                id: looks

                anchors.right: parent.right
                side: bar.side
                onPanelAsked: bar.panelAsked()
            }
        }
    }
}
