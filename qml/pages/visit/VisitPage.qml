// What this station offers, with what is left of it now. One touch takes a service; nothing is asked before that.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    objectName: "restPage"
    section: qsTrId("rest.title")
    title: qsTrId("rest.pick")
    lead: qsTrId("rest.lead")
    scene: "cup"
    takesCards: true
    secondText: Visit.unitsInUse.count > 0 ? qsTrId("rest.leave") : ""
    thirdText: Visit.anyOut ? qsTrId("rest.return") : ""
    count: Visit.services.count > 0 ? Visit.services.count + 1 : 0
    columns: Appearance.largeType ? 1 : 2
    onSecond: page.go(Routes.visitLeave)
    onThird: page.go(Routes.visitReturn)
    Component.onCompleted: Visit.refresh()

    above: [
        Notice {
            objectName: "noServices"
            width: parent ? parent.width : 0
            visible: Visit.services.count === 0
            text: qsTrId("rest.none")
        }
    ]

    Repeater {
        model: Visit.services

        ServiceCell {
            required property string name

            objectName: "service-" + code
            width: page.cell
            height: page.tall
            share: page.share
            text: name
            onClicked: {
                Visit.choose(code);
                page.go(Routes.visitWho);
            }
        }
    }
    RowTile {
        objectName: "faultTile"
        width: page.cell
        height: page.tall
        share: page.share
        visible: Visit.services.count > 0
        text: qsTrId("fault.title")
        note: Theme.compact ? "" : qsTrId("fault.note")
        iconName: "fault-broken"
        onClicked: page.go(Routes.fault)
    }
}
