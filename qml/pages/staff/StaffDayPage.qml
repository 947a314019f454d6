// Today in figures: person-times for all, persons for cards alone; the two are never mixed.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffDayPage"
    section: qsTrId("staff.title")
    title: qsTrId("staff.day.title").arg(Staff.board.dayText)
    lead: Staff.board.todayText
    homeVisible: false

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
    PrintButton {
        width: parent.width
        onPrint: Printer.printDay()
    }
    BigButton {
        objectName: "keepDay"
        width: parent.width
        visible: Printer.keeps
        kind: BigButton.Plain
        iconName: "document"
        text: qsTrId("staff.day.keep")
        onClicked: Printer.keepDay()
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
