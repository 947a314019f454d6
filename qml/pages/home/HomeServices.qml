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
        id: flow

        readonly property int columns: Theme.compact ? 4 : 3
        readonly property int cell: Math.floor((width - (columns - 1) * spacing) / columns)

        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: Station.services

            Row {
                id: service

                required property string code
                required property string name

                // A name that is too long for one cell takes two, so that the drawings stand in columns.
                width: Math.ceil((implicitWidth + flow.spacing) / (flow.cell + flow.spacing)) * (flow.cell + flow.spacing) - flow.spacing
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
