// Something at the station is broken, used up or dirty: which thing. One of its services, or another.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    objectName: "faultPage"
    section: qsTrId("fault.title")
    title: qsTrId("fault.pick")
    lead: qsTrId("fault.lead")
    scene: "empty-box"
    count: Fault.items.count
    columns: Appearance.largeType && !Theme.wide ? 1 : 2

    Repeater {
        model: Fault.items

        RowTile {
            required property string code
            required property string name

            objectName: "faultItem-" + code
            width: page.cell
            height: page.tall
            share: page.share
            text: name
            iconName: code === "OTHER" ? "question" : "service-" + code.toLowerCase()
            size: Theme.typeLarge
            onClicked: {
                Fault.choose(code);
                page.go(Routes.faultWhat);
            }
        }
    }
}
