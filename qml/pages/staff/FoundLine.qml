// One thing that lies here, with what ends it beside it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: line

    required property string code
    required property string title
    required property string note
    required property bool proposed  // nobody has come for it in time

    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.line
    border.color: line.proposed ? Theme.caution : Theme.hairline

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        spacing: Theme.gapSmall

        Label {
            width: parent.width
            text: line.title + " · " + line.note
            font.pixelSize: Theme.typeLarge
            font.bold: true
        }
        Flow {
            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: line.proposed ? ["handed-over", "sent-on", "mistake"] : ["handed-over", "mistake"]

                PillButton {
                    required property string modelData

                    objectName: line.objectName + "-" + modelData
                    text: qsTrId("found.end." + modelData)
                    onClicked: Staff.found.close(line.code, modelData)
                }
            }
        }
    }
}
