// The foot of Home: how the station is, who waits for staff or was called; staff to call, accessibility, language.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

GridLayout {
    id: foot

    readonly property bool stacked: Appearance.largeType && !Theme.wide
    readonly property bool brief: Appearance.largeType && Theme.compact
    signal panelAsked
    signal go(route: url)
    signal callAsked

    columns: stacked ? 3 : 4
    columnSpacing: Theme.gap
    rowSpacing: Theme.gapSmall

    Item {
        Layout.fillWidth: true
        Layout.columnSpan: foot.stacked ? 3 : 1
        implicitHeight: Math.max(sync.implicitHeight,
                                 foot.stacked && !called.visible && !request.visible ? 0 : Theme.target)

        SyncLine {
            id: sync

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            visible: !request.visible && !called.visible
        }
        RequestBadge {
            id: request

            anchors.fill: parent
            anchors.rightMargin: called.visible ? (parent.width + Theme.gapSmall) / 2 : 0
            hinted: !Appearance.largeType && !Theme.compact && !called.visible
        }
        CalledBadge {
            id: called

            anchors.fill: parent
            anchors.leftMargin: request.visible ? (parent.width + Theme.gapSmall) / 2 : 0
            onClicked: {
                Visit.chooseCalled(Queue.serviceOf(Queue.calledCode), Queue.calledCode);
                foot.go(Routes.visitWho);
            }
        }
    }
    PillButton {
        objectName: "callStaffButton"
        Layout.minimumHeight: Theme.target
        Layout.minimumWidth: Theme.target
        text: Theme.wide && !Theme.compact && !Appearance.largeType ? qsTrId("call.title") : ""
        says: qsTrId("call.title")
        iconName: "bell"
        onClicked: foot.callAsked()
    }
    PillButton {
        objectName: "accessButton"
        Layout.fillWidth: foot.stacked
        Layout.minimumHeight: Theme.target
        text: foot.brief ? "" : qsTrId("look.access.short")
        says: qsTrId("look.access")
        iconName: "access"
        onClicked: foot.panelAsked()
    }
    PillButton {
        objectName: "languageButton"
        Layout.fillWidth: foot.stacked
        Layout.minimumHeight: Theme.target
        text: foot.brief ? qsTrId("look.other-language.short") : qsTrId("look.other-language")
        says: qsTrId("look.other-language")
        iconName: foot.brief ? "" : "language"
        onClicked: Appearance.language = Appearance.language === "zh" ? "en" : "zh"
    }
}
