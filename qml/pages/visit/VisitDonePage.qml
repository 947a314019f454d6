// A visit is counted: the seat or charger and its time, large; or the honest word that it is full, and when it is
// likely free.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool done: Visit.state === Visit.Done
    readonly property bool undone: Visit.state === Visit.Undone

    objectName: "restDonePage"
    section: Visit.chosenName
    title: done ? (Visit.calledStaff ? qsTrId("rest.done.called") : qsTrId("rest.done.title"))
           : undone ? qsTrId("rest.undone")
           : Visit.state === Visit.Full ? qsTrId("rest.full.title").arg(Visit.chosenName)
           : qsTrId("rest.failed.title")
    titleIcon: done ? "done" : ""
    lead: done && Visit.calledStaff ? qsTrId("rest.done.called.lead") : ""
    backVisible: !done
    primaryText: qsTrId("done.finish")
    secondText: done ? (Visit.undoSeconds > 0 ? qsTrId("rest.undo").arg(Visit.undoSeconds) : "") : qsTrId("rest.others")
    secondIcon: done ? "undo" : ""
    onPrimary: page.finish()
    onSecond: page.done ? Visit.undo() : page.backTo("restPage")

    Rectangle {
        objectName: "restUnit"
        width: parent.width
        visible: page.done && Visit.unitText !== ""
        implicitHeight: column.implicitHeight + 2 * Theme.gapLarge
        radius: Theme.radiusLarge
        color: Theme.goodTint
        border.width: Theme.line
        border.color: Theme.good
        Accessible.role: Accessible.StaticText
        Accessible.name: Visit.unitText + " " + Visit.untilText

        Column {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.gapLarge
            spacing: Theme.gapSmall

            Label {
                objectName: "unitText"
                width: parent.width
                text: Visit.unitText
                font.pixelSize: Theme.typeDisplay
                font.bold: true
                color: Theme.good
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                objectName: "untilText"
                width: parent.width
                text: Visit.untilText
                font.pixelSize: Theme.typeHeading
                color: Theme.good
                Accessible.ignored: true
            }
        }
    }
    Notice {
        objectName: "restSentence"
        width: parent.width
        visible: !page.done && Visit.sentence !== ""
        text: Visit.sentence
        tone: Visit.state === Visit.Failed ? StateChip.Bad : StateChip.Caution
    }
    DeliveryChip {
        visible: page.done
        delivery: Visit.delivery
        text: Visit.deliveryText
    }
    Label {
        width: parent.width
        visible: page.done
        text: qsTrId("rest.done.private")
        color: Theme.inkSecond
    }
}
