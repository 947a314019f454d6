// Language and accessibility, on every screen.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: buttons

    signal panelAsked

    spacing: Theme.gap

    RoundButton {
        objectName: "languageButton"
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        text: qsTrId("look.other-language.short")
        says: qsTrId("look.other-language")
        onClicked: Appearance.language = Appearance.language === "zh" ? "en" : "zh"
    }
    RoundButton {
        objectName: "accessButton"
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        iconName: "access"
        says: qsTrId("look.access")
        onClicked: buttons.panelAsked()
    }
}
