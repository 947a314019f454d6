// Language and accessibility, on every screen.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: buttons

    property int side: Theme.roundButton
    signal panelAsked

    spacing: Theme.gap

    RoundButton {
        objectName: "languageButton"
        Layout.preferredWidth: buttons.side
        Layout.preferredHeight: buttons.side
        text: qsTrId("look.other-language.short")
        says: qsTrId("look.other-language")
        onClicked: Appearance.language = Appearance.language === "zh" ? "en" : "zh"
    }
    RoundButton {
        objectName: "accessButton"
        Layout.preferredWidth: buttons.side
        Layout.preferredHeight: buttons.side
        iconName: "access"
        says: qsTrId("look.access")
        onClicked: buttons.panelAsked()
    }
}
