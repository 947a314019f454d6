// What waits for staff: requests, calls to make, applications that were returned. Nothing of a person beyond the masked
// name.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffTodoPage"
    section: qsTrId("staff.title")
    scene: "call-back"
    title: qsTrId("staff.todo")
    lead: qsTrId("staff.todo.lead")
    homeVisible: false
    secondText: qsTrId("found.staff")
    secondIcon: "question"
    thirdText: Staff.board.out.count > 0 ? qsTrId("staff.out") : ""
    thirdIcon: "again"
    onSecond: page.go(Routes.staffFound)
    onThird: page.go(Routes.staffOut)

    Notice {
        objectName: "todoNote"
        width: parent.width
        visible: Staff.board.note !== ""
        text: Staff.board.note
        tone: StateChip.Caution
    }
    Notice {
        objectName: "nothingToDo"
        width: parent.width
        visible: Staff.board.todo.count === 0
        text: qsTrId("staff.todo.none")
        tone: StateChip.Good
    }
    Repeater {
        model: Staff.board.todo

        TodoLine {
            required property string name
            required property string detail

            objectName: "todo-" + code
            width: page.bodyWidth
            title: name
            note: detail
        }
    }
}
