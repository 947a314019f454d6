// What this station offers, as information: a drawing and a name each. Rest needs no name and no card.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: services

    spacing: Theme.gap

    Words {
        width: parent.width
        text: qsTrId("home.services")
        font.pixelSize: Theme.typeSmall
        color: Theme.inkSecond
    }
    Flow {
        width: parent.width
        spacing: Theme.gapLarge

        Repeater {
            model: Station.services

            Row {
                id: service

                required property string code
                required property string name

                spacing: Theme.gapSmall

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "service-" + service.code.toLowerCase()
                    color: Theme.redInk
                }
                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    text: service.name
                    lineHeight: Theme.tightLine
                }
            }
        }
    }
}
