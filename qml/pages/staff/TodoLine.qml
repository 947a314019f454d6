// One thing to be done, with the answers that end it beside it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: line

    required property string code
    required property string title
    required property string note
    readonly property string kind: code.split("/")[0]
    readonly property var answers: ({
            request: ["done", "not-possible"],
            call: ["satisfied", "not-satisfied", "not-reached"],
            fault: ["done", "not-found"],
            loan: ["returned", "lost"],
            called: ["again", "skip"],
            wait: ["skip"]
        })
    readonly property bool numberAsked: kind === "call" && Staff.queries.callCode === code

    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.line
    border.color: Theme.hairline

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        spacing: Theme.gapSmall

        Label {
            width: parent.width
            text: line.title
            privacy: line.kind === "request" ? Voice.Open : Voice.Private
            font.pixelSize: Theme.typeLarge
            font.bold: true
        }
        Label {
            width: parent.width
            text: line.note
            color: Theme.inkSecond
        }
        Label {
            objectName: line.objectName + "-callText"
            width: parent.width
            visible: line.numberAsked
            privacy: Voice.Private
            text: line.numberAsked ? Staff.queries.callText : ""
            font.pixelSize: Theme.typeLarge
            font.bold: true
        }
        PillButton {
            objectName: line.objectName + "-number"
            visible: line.kind === "call" && !line.numberAsked
            text: qsTrId("staff.call.show")
            iconName: "phone"
            onClicked: Staff.queries.askNumber(line.code)
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            visible: line.kind !== "returned"

            Repeater {
                model: line.answers[line.kind] ?? []

                PillButton {
                    required property string modelData

                    objectName: line.objectName + "-" + modelData
                    text: qsTrId("staff.answer." + modelData)
                    onClicked: line.kind === "request" ? Staff.board.takeUp(line.code, modelData === "done")
                               : line.kind === "call" ? Staff.board.calledBack(line.code, modelData)
                               : Staff.board.answer(line.code, modelData)
                }
            }
        }
    }
}
