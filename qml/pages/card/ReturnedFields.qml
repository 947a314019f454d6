// Which fields have to be filled anew, one mark each.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: fields

    spacing: Theme.gapSmall

    Label {
        width: parent.width
        text: qsTrId("status.returned-fields")
        font.bold: true
    }
    Flow {
        width: parent.width
        spacing: Theme.gapSmall

        Repeater {
            model: Card.returnedFields

            StateChip {
                required property string modelData

                objectName: "returned-" + modelData
                text: modelData
                tone: StateChip.Caution
                iconName: "pen"
            }
        }
    }
}
