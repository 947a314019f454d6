// What has just happened at the counter, with the touch that takes it back; a ticket that was scanned, with the answers
// to it; otherwise today in figures. Always of the same height.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: line

    readonly property bool ticket: Staff.counter.ticketTitle !== ""
    readonly property bool registered: Staff.counter.visitText !== ""
    readonly property bool failed: Staff.board.note !== ""
    readonly property bool bad: failed || (!ticket && registered && Staff.counter.visitBad)
    readonly property bool good: !bad && !ticket && registered
    readonly property color words: bad ? Theme.caution : good ? Theme.good : Theme.ink

    objectName: "counterLine"
    implicitHeight: Theme.target + (Theme.compact ? 0 : Theme.gap)
    radius: Theme.radius
    color: bad ? Theme.cautionTint : good ? Theme.goodTint : "transparent"
    Accessible.role: bad || good ? Accessible.AlertMessage : Accessible.StaticText
    Accessible.name: said.text

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: line.bad || line.good ? Theme.gapSmall : 0
        spacing: Theme.gapSmall

        Icon {
            visible: line.bad || line.good
            name: line.bad ? "alert" : "done"
            color: line.words
        }
        Label {
            id: said

            objectName: "visitText"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: line.failed ? Staff.board.note
                  : line.ticket ? Staff.counter.ticketTitle + " " + Staff.counter.ticketDetail
                  : line.registered ? Staff.counter.visitText
                  : Staff.board.todayText
            font.bold: line.bad || line.good || line.ticket
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.8)
            lineHeight: Theme.tightLine
            verticalAlignment: Text.AlignVCenter
            color: line.bad || line.good ? line.words : line.ticket ? Theme.ink : Theme.inkSecond
            Accessible.ignored: true
        }
        PillButton {
            objectName: "staffUndo"
            visible: line.good && Staff.counter.undoSeconds > 0
            text: Theme.compact || Appearance.largeType ? "" : qsTrId("rest.undo").arg(Staff.counter.undoSeconds)
            says: qsTrId("rest.undo").arg(Staff.counter.undoSeconds)
            iconName: "undo"
            onClicked: Staff.counter.undo()
        }
        PillButton {
            objectName: "attended"
            visible: line.ticket && Staff.counter.ticketOpen
            text: qsTrId("staff.attended")
            onClicked: Staff.counter.noteAttendance(true)
        }
        PillButton {
            objectName: "missed"
            visible: line.ticket && Staff.counter.ticketOpen
            text: qsTrId("staff.missed")
            onClicked: Staff.counter.noteAttendance(false)
        }
    }
}
