// Digits of a PIN or an answer, laid out as on every telephone: 0 under 8. A PIN shows as marks alone; what was heard
// over the phone shows as it is typed. Twelve keys, each as large as a gloved finger and as tall as the page allows.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: pad

    required property int typed
    required property int wanted
    property string shown: ""
    property bool open: false  // the digits are no secret
    property real room: 0  // the height that there is for all of it
    readonly property real keyHeight: Math.max(Theme.target, Math.min(Math.max(Theme.fieldHeight * 2, room * 0.16),
                                                                      (room - head.height - pad.spacing
                                                                       - 3 * keys.rowSpacing) / 4))
    signal digit(string digit)
    signal erase

    spacing: Theme.gap

    Item {
        id: head

        objectName: "pinMarks"
        width: parent.width
        height: Theme.iconLarge
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTrId("staff.pin.typed").arg(pad.typed).arg(pad.wanted)

        Row {
            anchors.centerIn: parent
            visible: !pad.open
            spacing: Theme.gap

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
        Label {
            objectName: "pinShown"
            anchors.centerIn: parent
            visible: pad.open
            text: pad.shown
            font.pixelSize: Theme.typeHeading
            font.bold: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
    GridLayout {
        id: keys

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.readingWidth * 0.8)
        columns: 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.compact ? Theme.gapSmall : Theme.gap

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]

            BigButton {
                required property string modelData
                required property int index

                objectName: "pin-" + modelData
                Layout.row: Math.floor(index / 3)
                Layout.column: modelData === "0" ? 1 : index % 3
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: BigButton.Second
                implicitHeight: pad.keyHeight
                text: modelData
                onClicked: pad.digit(modelData)
            }
        }
        BigButton {
            objectName: "pinErase"
            Layout.row: 3
            Layout.column: 2
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            kind: BigButton.Plain
            implicitHeight: pad.keyHeight
            text: qsTrId("staff.pin.erase")
            onClicked: pad.erase()
        }
    }
}
