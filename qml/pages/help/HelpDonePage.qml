// A case: its number, when it is due, and where it stands in the loop. Handed over is said only when it was.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "helpDonePage"
    section: Help.caseKindName
    title: Help.numberShown !== "" ? qsTrId("help.done.title") : Help.stageText
    titleIcon: Help.stage === 4 || Help.numberShown !== "" ? "done" : ""
    lead: Help.stageExplained
    backVisible: false
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    Rectangle {
        objectName: "caseNumber"
        width: parent.width
        visible: Help.numberShown !== ""
        implicitHeight: column.implicitHeight + 2 * Theme.gapLarge
        radius: Theme.radiusLarge
        color: Theme.goodTint
        border.width: Theme.line
        border.color: Theme.good
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTrId("help.number") + " " + Help.numberShown

        Column {
            id: column

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.gapLarge
            spacing: Theme.gapSmall

            Label {
                width: parent.width
                text: qsTrId("help.number")
                color: Theme.good
                Accessible.ignored: true
            }
            Label {
                objectName: "numberText"
                width: parent.width
                text: Help.numberShown
                font.pixelSize: Theme.typeDisplay
                font.bold: true
                color: Theme.good
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                objectName: "keepHint"
                width: parent.width
                text: Help.keepHint
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }
    InfoCard {
        InfoRow {
            objectName: "caseStage"
            width: parent.width
            label: qsTrId("help.stage")
            value: Help.stageText
        }
        InfoRow {
            objectName: "caseDue"
            width: parent.width
            label: qsTrId("help.due")
            value: Help.dueBy
        }
        InfoRow {
            objectName: "caseUnion"
            width: parent.width
            label: qsTrId("help.with")
            value: Help.unionName
        }
        InfoRow {
            objectName: "caseAnswer"
            width: parent.width
            label: qsTrId("help.answer")
            value: Help.answer
        }
    }
    CaseLoop {
        objectName: "caseLoop"
        width: parent.width
        stage: Help.stage
    }
    PrintButton {
        width: parent.width
        onPrint: Printer.printCase()
    }
    DeliveryChip {
        delivery: Help.delivery
        text: Help.deliveryText
    }
}
