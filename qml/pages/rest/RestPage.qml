// What this station offers, with what is left of it now. One touch takes a service; nothing is asked before that.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "restPage"
    section: qsTrId("rest.title")
    title: qsTrId("rest.pick")
    lead: qsTrId("rest.lead")
    takesCards: true
    secondText: Rest.placesInUse.count > 0 ? qsTrId("rest.leave") : ""
    onSecond: page.go(Routes.restLeave)
    Component.onCompleted: Rest.refresh()

    Notice {
        objectName: "noServices"
        width: parent.width
        visible: Rest.services.count === 0
        text: qsTrId("rest.none")
    }
    Grid {
        id: grid

        readonly property real cell: (page.bodyWidth - (columns - 1) * columnSpacing) / columns

        columns: Look.largeType ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: Rest.services

            ServiceCell {
                required property string name

                objectName: "service-" + code
                width: grid.cell
                text: name
                onClicked: {
                    Rest.choose(code);
                    page.go(Routes.restWho);
                }
            }
        }
    }
}
