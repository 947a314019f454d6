// A card was held here: its holder types four digits and no code.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: held

    spacing: Theme.gap

    Notice {
        objectName: "heldCard"
        width: parent.width
        title: qsTrId("mycard.held")
        text: qsTrId("mycard.held.note")
        tone: StateChip.Good
        iconName: "card"
    }
    PillButton {
        objectName: "useCode"
        text: qsTrId("mycard.use-code")
        iconName: "pen"
        onClicked: Card.useCode()
    }
}
