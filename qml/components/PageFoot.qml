// The foot of a page: the next step, up to two acts beside it, and ▲ ▼ for whoever cannot drag, when there is more to
// see. Large type puts the next step below the others. A page that does not scroll has no view.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: foot

    property Flickable view: null
    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryBusy: false
    property bool primaryEnabled: true
    property string secondText: ""
    property string secondIcon: ""
    property string thirdText: ""
    property string thirdIcon: ""
    property bool thirdBusy: false
    property real barest: 0  // the height of the view where the foot has no button at all
    readonly property bool bare: primaryText === "" && secondText === "" && thirdText === ""
    readonly property real hidden: view === null ? 0 : view.contentHeight - view.height
    property real slack: Theme.gap  // may stay hidden: the empty end of a page
    readonly property bool more: view !== null && view.contentHeight - (bare ? barest : view.height) > slack
    readonly property real leap: view === null ? 0 : view.height * 0.8
    readonly property bool stacked: Appearance.largeType && !Theme.wide && secondText !== "" && primaryText !== ""
    signal primary
    signal second
    signal third

    height: row.implicitHeight === 0 ? Theme.gapLarge
            : row.implicitHeight + (Theme.compact ? Theme.gap + Theme.gapSmall : Theme.gapLarge * 2)

    GridLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.compact ? 0 : -Theme.gapTiny
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        RoundButton {
            objectName: "scrollUpButton"
            Layout.row: 1
            Layout.column: 0
            visible: foot.more
            enabled: foot.more && foot.view.contentY > 1
            opacity: enabled ? 1 : 0.35
            iconName: "up"
            says: qsTrId("frame.up")
            onClicked: foot.view.contentY = Math.max(0, foot.view.contentY - foot.leap)
        }
        RoundButton {
            objectName: "scrollDownButton"
            Layout.row: 1
            Layout.column: 1
            visible: foot.more
            enabled: foot.more && foot.view.contentY < foot.hidden - 1
            opacity: enabled ? 1 : 0.35
            iconName: "down"
            says: qsTrId("frame.down")
            onClicked: foot.view.contentY = Math.min(foot.hidden, foot.view.contentY + foot.leap)
        }
        Item {
            Layout.row: 1
            Layout.column: 2
            Layout.fillWidth: true
            visible: foot.bare
        }
        BigButton {
            objectName: "secondButton"
            Layout.row: foot.stacked ? 0 : 1
            Layout.column: foot.stacked ? 0 : 2
            Layout.columnSpan: !foot.stacked ? 1 : foot.thirdText !== "" ? 2 : 4
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            visible: foot.secondText !== ""
            kind: BigButton.Second
            text: foot.secondText
            iconName: foot.secondIcon
            onClicked: foot.second()
        }
        BigButton {
            objectName: "thirdButton"
            Layout.row: foot.stacked ? 0 : 1
            Layout.column: foot.stacked ? 2 : 3
            Layout.columnSpan: foot.stacked ? 2 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            visible: foot.thirdText !== ""
            kind: BigButton.Second
            text: foot.thirdText
            iconName: foot.thirdIcon
            busy: foot.thirdBusy
            onClicked: foot.third()
        }
        BigButton {
            objectName: "primaryButton"
            Layout.row: 1
            Layout.column: !foot.stacked ? 4 : foot.more ? 2 : 0
            Layout.columnSpan: !foot.stacked ? 1 : foot.more ? 2 : 4
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            visible: foot.primaryText !== ""
            text: foot.primaryText
            iconName: foot.primaryIcon
            busy: foot.primaryBusy
            enabled: foot.primaryEnabled
            onClicked: foot.primary()
        }
    }
}
