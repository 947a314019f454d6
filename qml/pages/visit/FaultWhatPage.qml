// What is wrong with the thing that was chosen; one touch reports it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    readonly property bool decided: Fault.state === Fault.Done || Fault.state === Fault.Failed

    objectName: "faultWhatPage"
    section: qsTrId("fault.title")
    title: qsTrId("fault.what")
    lead: Fault.itemName
    scene: "empty-box"
    count: 3
    columns: 1
    onDecidedChanged: if (decided) page.go(Routes.faultDone)

    Repeater {
        model: ["broken", "empty", "dirty"]

        RowTile {
            required property string modelData

            objectName: "fault-" + modelData
            width: page.cell
            height: page.tall
            share: page.share
            enabled: Fault.state !== Fault.Saving
            text: qsTrId("fault.what." + modelData)
            iconName: "fault-" + modelData
            onClicked: Fault.report(modelData)
        }
    }
}
