// Digits of a PIN or an answer: what is typed shows as marks alone. Twelve keys, each as large as a gloved finger.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: pad

    required property int typed
    required property int wanted
    signal digit(string digit)
    signal erase

    spacing: Theme.gapLarge

    Row {
        objectName: "pinMarks"
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.gap
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTrId("staff.pin.typed").arg(pad.typed).arg(pad.wanted)

        Repeater {
            model: pad.wanted

            Rectangle {
                required property int index

                width: Theme.icon
                height: width
                radius: width / 2
                color: index < pad.typed ? Theme.ink : "transparent"
                border.width: Theme.line
                border.color: Theme.border
            }
        }
    }
    GridLayout {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.fieldHeight * (Theme.compact ? 12 : 6))
        columns: Theme.compact ? 6 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]

            BigButton {
                required property string modelData

                objectName: "pin-" + modelData
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: BigButton.Second
                implicitHeight: Theme.fieldHeight
                text: modelData
                onClicked: pad.digit(modelData)
            }
        }
        BigButton {
            objectName: "pinErase"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.columnSpan: 2
            kind: BigButton.Second
            implicitHeight: Theme.fieldHeight
            text: qsTrId("staff.pin.erase")
            onClicked: pad.erase()
        }
    }
}
