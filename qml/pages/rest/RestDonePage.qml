// A visit is counted: the place and its time, large; or the honest word that it is full, and when it is likely free.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool done: Rest.state === Rest.Done
    readonly property bool undone: Rest.state === Rest.Undone

    objectName: "restDonePage"
    section: Rest.chosenName
    title: done ? (Rest.calledStaff ? qsTrId("rest.done.called") : qsTrId("rest.done.title")) : undone ? qsTrId("rest.undone") : Rest.state === Rest.Full ? qsTrId("rest.full.title") : qsTrId("rest.failed.title")
    titleIcon: done ? "done" : ""
    lead: done ? (Rest.calledStaff ? qsTrId("rest.done.called.lead") : qsTrId("rest.done.lead")) : ""
    backVisible: !done
    primaryText: qsTrId("done.finish")
    secondText: done ? (Rest.undoSeconds > 0 ? qsTrId("rest.undo").arg(Rest.undoSeconds) : "") : qsTrId("rest.others")
    secondIcon: done ? "undo" : ""
    onPrimary: page.finish()
    onSecond: page.done ? Rest.undo() : page.backTo("restPage")

    Rectangle {
        objectName: "restPlace"
        width: parent.width
        visible: page.done && Rest.placeText !== ""
        implicitHeight: column.implicitHeight + 2 * Theme.gapLarge
        radius: Theme.radiusLarge
        color: Theme.goodTint
        border.width: Theme.line
        border.color: Theme.good
        Accessible.role: Accessible.StaticText
        Accessible.name: Rest.placeText + " " + Rest.untilText

        Column {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.gapLarge
            spacing: Theme.gapSmall

            Words {
                objectName: "placeText"
                width: parent.width
                text: Rest.placeText
                font.pixelSize: Theme.typeDisplay
                font.bold: true
                color: Theme.good
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Words {
                objectName: "untilText"
                width: parent.width
                text: Rest.untilText
                font.pixelSize: Theme.typeHeading
                color: Theme.good
                Accessible.ignored: true
            }
        }
    }
    Notice {
        objectName: "restSentence"
        width: parent.width
        visible: !page.done && Rest.sentence !== ""
        text: Rest.sentence
        tone: Rest.state === Rest.Failed ? StateChip.Bad : StateChip.Caution
    }
    DeliveryChip {
        visible: page.done
        delivery: Rest.delivery
        text: Rest.deliveryText
    }
    Words {
        width: parent.width
        visible: page.done
        text: qsTrId("rest.done.private")
        color: Theme.inkSecond
    }
}
