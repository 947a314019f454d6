// The foot of Home: how the station is or who waits for staff, staff to call, accessibility, language.
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
    signal callAsked

    columns: stacked ? 3 : 4
    columnSpacing: Theme.gap
    rowSpacing: Theme.gapSmall

    Item {
        Layout.fillWidth: true
        Layout.columnSpan: foot.stacked ? 3 : 1
        implicitHeight: Math.max(sync.implicitHeight, foot.stacked ? 0 : Theme.target)

        SyncLine {
            id: sync

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            visible: !request.visible
        }
        RequestBadge {
            id: request

            anchors.fill: parent
            hinted: !Appearance.largeType && !Theme.compact
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
