// What is lent and not back yet, and who waits for a full service by a number. A touch ends it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffOutPage"
    section: qsTrId("staff.title")
    title: qsTrId("staff.out")
    lead: qsTrId("staff.out.lead")
    homeVisible: false

    Notice {
        objectName: "outNote"
        width: parent.width
        visible: Staff.board.note !== ""
        text: Staff.board.note
        tone: StateChip.Caution
    }
    Notice {
        objectName: "nothingOut"
        width: parent.width
        visible: Staff.board.out.count === 0
        text: qsTrId("staff.out.none")
        tone: StateChip.Good
    }
    Repeater {
        model: Staff.board.out

        TodoLine {
            required property string name
            required property string detail

            objectName: "out-" + code
            width: page.bodyWidth
            title: name
            note: detail
        }
    }
}
