// The foot of Home: how the station is, accessibility, language; ▲ ▼ when large type needs more room than there is.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: foot

    required property Flickable view
    readonly property real hidden: view.contentHeight - view.height
    signal panelAsked

    spacing: Theme.gap

    RoundButton {
        objectName: "scrollButton"
        visible: foot.hidden > Theme.gap
        iconName: foot.view.contentY < foot.hidden - 1 ? "down" : "up"
        says: foot.view.contentY < foot.hidden - 1 ? qsTrId("frame.down") : qsTrId("frame.up")
        onClicked: foot.view.contentY = foot.view.contentY < foot.hidden - 1 ? Math.min(foot.hidden, foot.view.contentY + foot.view.height * 0.8) : 0
    }
    SyncLine {
        Layout.fillWidth: true
    }
    PillButton {
        objectName: "accessButton"
        Layout.minimumHeight: Theme.target
        text: qsTrId("look.access.short")
        says: qsTrId("look.access")
        iconName: "access"
        onClicked: foot.panelAsked()
    }
    PillButton {
        objectName: "languageButton"
        Layout.minimumHeight: Theme.target
        text: qsTrId("look.other-language")
        iconName: "language"
        onClicked: Look.language = Look.language === "zh" ? "en" : "zh"
    }
}
