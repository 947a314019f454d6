// The closed loop as five steps: what is behind has a mark, the present one is named in bold; never by colour alone.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Column {
    id: loop

    required property int stage

    spacing: Theme.gapSmall
    Accessible.role: Accessible.List
    Accessible.name: qsTrId("help.loop")

    Repeater {
        model: [qsTrId("help.stage.received"), qsTrId("help.stage.dispatched"), qsTrId("help.stage.handled"),
                qsTrId("help.stage.called-back"), qsTrId("help.stage.closed")]

        RowLayout {
            id: step

            required property int index
            required property string modelData
            readonly property bool reached: index <= loop.stage

            width: loop.width
            spacing: Theme.gap

            Icon {
                name: step.reached ? "done" : "waiting"
                color: step.reached ? Theme.good : Theme.inkSecond
            }
            Label {
                Layout.fillWidth: true
                text: step.modelData
                font.bold: step.index === loop.stage
                color: step.reached ? Theme.ink : Theme.inkSecond
            }
        }
    }
}
