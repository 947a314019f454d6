// The foot of Home: how the station is, accessibility, language; ▲ ▼ when large type needs more room than there is.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

GridLayout {
    id: foot

    required property Flickable view
    readonly property real hidden: view.contentHeight - view.height
    readonly property bool stacked: Appearance.largeType && (!Theme.wide || Theme.compact)
    readonly property bool down: view.contentY < hidden - 1
    signal panelAsked

    columns: 4
    columnSpacing: Theme.gap
    rowSpacing: Theme.gapSmall

    SyncLine {
        Layout.fillWidth: true
        Layout.row: 0
        Layout.column: foot.stacked ? 0 : 1
        Layout.columnSpan: foot.stacked ? 4 : 1
    }
    RoundButton {
        objectName: "scrollButton"
        Layout.row: foot.stacked ? 1 : 0
        Layout.column: 0
        visible: foot.hidden > Theme.gap
        iconName: foot.down ? "down" : "up"
        says: foot.down ? qsTrId("frame.down") : qsTrId("frame.up")
        onClicked: foot.view.contentY = foot.down
                   ? Math.min(foot.hidden, foot.view.contentY + foot.view.height * 0.8) : 0
    }
    PillButton {
        objectName: "accessButton"
        Layout.row: foot.stacked ? 1 : 0
        Layout.column: 2
        Layout.minimumHeight: Theme.target
        text: qsTrId("look.access.short")
        says: qsTrId("look.access")
        iconName: "access"
        onClicked: foot.panelAsked()
    }
    PillButton {
        objectName: "languageButton"
        Layout.row: foot.stacked ? 1 : 0
        Layout.column: 3
        Layout.minimumHeight: Theme.target
        text: qsTrId("look.other-language")
        iconName: "language"
        onClicked: Appearance.language = Appearance.language === "zh" ? "en" : "zh"
    }
}
