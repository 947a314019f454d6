// Staff are called from any page: what for, one touch, and that it was done. The page beneath is not left.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

FocusScope {
    id: sheet

    readonly property bool called: Visit.call === Visit.Called
    readonly property bool failed: Visit.call === Visit.NotCalled
    signal closed

    objectName: "callStaffSheet"
    focus: true
    Accessible.role: Accessible.Dialog
    Accessible.name: title.text
    Accessible.description: words.text
    Keys.onEscapePressed: closed()
    Component.onCompleted: Visit.beginCall(false)

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

        MouseArea {
            anchors.fill: parent
        }
        Column {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.margin
            spacing: Theme.gapLarge

            RowLayout {
                width: parent.width
                spacing: Theme.gap

                Icon {
                    name: sheet.called ? "done" : sheet.failed ? "error" : "bell"
                    size: Theme.iconLarge
                    color: sheet.called ? Theme.good : sheet.failed ? Theme.error : Theme.redInk
                }
                Label {
                    id: title

                    objectName: "callTitle"
                    Layout.fillWidth: true
                    text: sheet.called ? qsTrId("call.called.title")
                          : sheet.failed ? qsTrId("call.failed")
                          : qsTrId("call.title")
                    font.pixelSize: Theme.typeTitle
                    font.bold: true
                    lineHeight: Theme.tightLine
                    Accessible.role: Accessible.Heading
                }
            }
            Label {
                id: words

                objectName: "callWords"
                width: parent.width
                text: sheet.called || sheet.failed ? Visit.callText : qsTrId("call.words")
                color: Theme.inkSecond
            }
            GridLayout {
                width: parent.width
                columns: Theme.wide ? 2 : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap

                BigButton {
                    objectName: "callNotNow"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.row: Theme.wide ? 0 : 1
                    Layout.column: 0
                    visible: !sheet.called
                    kind: BigButton.Second
                    text: qsTrId("call.not-now")
                    onClicked: sheet.closed()
                }
                BigButton {
                    objectName: "callGo"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    Layout.row: 0
                    Layout.column: Theme.wide ? 1 : 0
                    focus: true
                    busy: Visit.call === Visit.Calling
                    text: sheet.called ? qsTrId("call.close") : busy ? qsTrId("call.calling") : qsTrId("call.go")
                    iconName: sheet.called ? "" : "bell"
                    onClicked: sheet.called ? sheet.closed() : Visit.callStaff(false)
                }
            }
        }
    }
}
