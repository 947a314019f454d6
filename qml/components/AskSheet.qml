// Asks once before something is lost: says what, and offers to stay.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

FocusScope {
    id: sheet

    required property string title
    required property string words
    required property string stayWords
    required property string leaveWords
    signal closed
    signal leave

    Accessible.role: Accessible.Dialog
    Accessible.name: title
    Accessible.description: words
    Keys.onEscapePressed: closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea {
        anchors.fill: parent
        onClicked: sheet.closed()
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: column.implicitHeight + 2 * Theme.margin
        color: Theme.ground

        Column {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.margin
            spacing: Theme.gapLarge

            Label {
                width: parent.width
                text: sheet.title
                font.pixelSize: Theme.typeTitle
                font.bold: true
                lineHeight: Theme.tightLine
            }
            Label {
                width: parent.width
                text: sheet.words
                color: Theme.inkSecond
            }
            GridLayout {
                width: parent.width
                columns: Theme.wide ? 2 : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap

                BigButton {
                    objectName: "leaveButton"
                    Layout.fillWidth: true
                    Layout.row: Theme.wide ? 0 : 1
                    Layout.column: 0
                    kind: BigButton.Second
                    text: sheet.leaveWords
                    onClicked: sheet.leave()
                }
                BigButton {
                    objectName: "stayButton"
                    Layout.fillWidth: true
                    Layout.row: 0
                    Layout.column: Theme.wide ? 1 : 0
                    focus: true
                    text: sheet.stayWords
                    onClicked: sheet.closed()
                }
            }
        }
    }
}
