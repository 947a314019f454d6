// Today in figures: person-times for all, persons for cards alone; the two are never mixed.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffDayPage"
    section: qsTrId("staff.title")
    scene: "calendar"
    title: qsTrId("staff.day.title").arg(Staff.board.dayText)
    lead: Staff.board.todayText
    homeVisible: false
    secondText: Printer.keeps ? qsTrId("staff.day.keep") : ""
    secondIcon: "document"
    thirdText: !Printer.present ? "" : Printer.printing ? qsTrId("print.printing") : qsTrId("print.print")
    thirdIcon: "print"
    thirdBusy: Printer.printing
    onSecond: Printer.keepDay()
    onThird: Printer.printDay()

    Notice {
        width: parent.width
        visible: Staff.board.day.count === 0
        text: qsTrId("staff.day.none")
    }
    InfoCard {
        visible: Staff.board.day.count > 0

        Repeater {
            model: Staff.board.day

            InfoRow {
                required property string code
                required property string name
                required property string detail

                objectName: "day-" + code
                width: parent.width
                label: name
                value: detail
            }
        }
    }
    Label {
        objectName: "printSentence"
        width: parent.width
        visible: text !== ""
        text: Printer.sentence
        color: Theme.inkSecond
    }
    Label {
        objectName: "keptDay"
        width: parent.width
        visible: text !== ""
        text: Printer.kept
        color: Theme.inkSecond
    }
    Label {
        width: parent.width
        text: qsTrId("staff.day.explained")
        color: Theme.inkSecond
    }
}
