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
    secondText: Visit.unitsInUse.count > 0 ? qsTrId("rest.leave") : ""
    onSecond: page.go(Routes.visitLeave)
    Component.onCompleted: Visit.refresh()

    Notice {
        objectName: "noServices"
        width: parent.width
        visible: Visit.services.count === 0
        text: qsTrId("rest.none")
    }
    Grid {
        id: grid

        readonly property real cell: (page.bodyWidth - (columns - 1) * columnSpacing) / columns

        columns: Appearance.largeType ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: Visit.services

            ServiceCell {
                required property string name

                objectName: "service-" + code
                width: grid.cell
                text: name
                onClicked: {
                    Visit.choose(code);
                    page.go(Routes.visitWho);
                }
            }
        }
    }
}
