// Staff mode: a service is one touch, a member one scan before it. What is to be done, and today in figures, at a
// glance.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffPage"
    section: qsTrId("staff.title")
    title: Staff.name
    lead: Staff.board.todayText
    twoColumns: false
    backVisible: false
    homeVisible: false
    takesScans: true
    primaryText: qsTrId("staff.lock")
    secondText: Staff.counter.undoSeconds > 0 ? qsTrId("rest.undo").arg(Staff.counter.undoSeconds) : ""
    secondIcon: "undo"
    onPrimary: Staff.lock()
    onSecond: Staff.counter.undo()
    onScanned: text => Staff.counter.scan(text)

    StateChip {
        objectName: "staffSync"
        width: Math.min(implicitWidth, parent.width)
        text: Staff.board.syncText
        tone: StateChip.Calm
    }
    Notice {
        objectName: "visitText"
        width: parent.width
        visible: Staff.counter.visitText !== ""
        text: Staff.counter.visitText
        tone: Staff.counter.visitBad ? StateChip.Caution : StateChip.Good
    }
    Notice {
        objectName: "staffNote"
        width: parent.width
        visible: Staff.board.note !== ""
        text: Staff.board.note
        tone: StateChip.Caution
    }
    InfoCard {
        objectName: "ticketCard"
        visible: Staff.counter.ticketTitle !== ""
        title: Staff.counter.ticketTitle

        Label {
            objectName: "ticketDetail"
            width: parent.width
            visible: Staff.counter.ticketDetail !== ""
            text: Staff.counter.ticketDetail
        }
        Row {
            spacing: Theme.gap
            visible: Staff.counter.ticketOpen

            PillButton {
                objectName: "attended"
                text: qsTrId("staff.attended")
                iconName: "check"
                onClicked: Staff.counter.noteAttendance(true)
            }
            PillButton {
                objectName: "missed"
                text: qsTrId("staff.missed")
                onClicked: Staff.counter.noteAttendance(false)
            }
        }
    }
    Label {
        objectName: "whoIsNext"
        width: parent.width
        text: Staff.counter.cardName !== "" ? qsTrId("staff.next.card").arg(Staff.counter.cardName)
              : qsTrId("staff.next")
        font.pixelSize: Theme.typeLarge
        font.bold: true
    }
    Grid {
        id: services

        readonly property real cell: (page.bodyWidth - (columns - 1) * columnSpacing) / columns

        columns: Appearance.largeType ? 1 : Theme.wide && !Theme.compact ? 4 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: Visit.services

            ChoiceCell {
                required property string code
                required property string name
                required property string stateText

                objectName: "staffService-" + code
                width: services.cell
                text: name
                note: stateText
                iconName: "service-" + code.toLowerCase()
                onClicked: Staff.counter.registerVisit(code)
            }
        }
    }
    Stepper {
        objectName: "staffPeople"
        width: parent.width
        visible: Staff.counter.cardName === ""
        label: qsTrId("rest.people")
        value: Staff.counter.people
        onChanged: value => Staff.counter.people = value
    }
    Grid {
        id: more

        readonly property real cell: (page.bodyWidth - (columns - 1) * columnSpacing) / columns

        columns: Appearance.largeType ? 1 : Theme.wide && !Theme.compact ? 3 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: [
                {
                    name: "staffTodo",
                    words: Staff.board.todoCount > 0 ? qsTrId("staff.todo.count").arg(Staff.board.todoCount)
                           : qsTrId("staff.todo"),
                    route: Routes.staffTodo
                },
                {
                    name: "staffVoid",
                    words: qsTrId("staff.void"),
                    route: Routes.staffVoid
                },
                {
                    name: "staffDay",
                    words: qsTrId("staff.day"),
                    route: Routes.staffDay
                },
                {
                    name: "staffEvent",
                    words: Staff.event.on ? Staff.event.title : qsTrId("staff.event"),
                    route: Routes.staffEvent
                },
                {
                    name: "staffNumber",
                    words: qsTrId("staff.number"),
                    route: Routes.staffNumber
                },
                {
                    name: "staffDevice",
                    words: qsTrId("staff.device"),
                    route: Routes.staffDevice
                }
            ]

            BigButton {
                required property var modelData

                objectName: modelData.name + "Button"
                width: more.cell
                kind: BigButton.Plain
                text: modelData.words
                onClicked: page.go(modelData.route)
            }
        }
    }
}
