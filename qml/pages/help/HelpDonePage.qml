// A case: its number when it was made, its answer when it was found again, and where it stands in the loop. Handed over
// is said only when it was.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool made: Help.numberShown !== ""
    readonly property bool answered: Help.answer !== ""

    objectName: "helpDonePage"
    section: Help.caseKindName
    title: made ? qsTrId("help.done.title") : Help.stageText
    titleIcon: made || answered ? "done" : "waiting"
    titleColor: made || answered ? Theme.good : Theme.caution
    lead: brief && (made || answered) ? "" : Help.stageExplained
    scene: made ? "envelope" : answered ? "call-back" : "hand-over"
    backVisible: false
    unkept: made && !Printer.printed
    primaryText: qsTrId("done.finish")
    secondText: Help.canReopen ? qsTrId("help.reopen") : ""
    secondIcon: "again"
    thirdText: !Printer.present ? "" : Printer.printing ? qsTrId("print.printing") : qsTrId("print.print")
    thirdIcon: "print"
    thirdBusy: Printer.printing
    onPrimary: page.finish()
    onSecond: Help.reopen()
    onThird: Printer.printCase()

    Fact {
        objectName: "caseNumber"
        width: parent.width
        visible: page.made
        label: qsTrId("help.number")
        value: Help.numberShown
        note: Help.secret === "" ? "" : qsTrId("help.line").arg(qsTrId("help.secret")).arg(Help.secret)
        privacy: Voice.OnRequest
    }
    Label {
        objectName: "keepHint"
        width: parent.width
        visible: page.made && text !== ""
        text: Help.keepHint
        font.pixelSize: Theme.compact ? Theme.typeSmall / Theme.typeScale * Theme.headScale
                        : page.brief ? Theme.typeSmall
                        : Theme.typeBody
        lineHeight: Theme.tightLine
    }
    AnswerCard {
        objectName: "caseAnswer"
        width: parent.width
        visible: page.answered
        title: qsTrId("help.answer")
        text: Help.answer
        privacy: Voice.OnRequest
    }
    CaseLoop {
        objectName: "caseLoop"
        width: parent.width
        visible: !Theme.compact || !page.made
        stage: Help.stage
    }
    Label {
        objectName: "printSentence"
        width: parent.width
        visible: text !== ""
        text: Printer.sentence
        color: Theme.inkSecond
    }

    aside: [
        Lines {
            objectName: "caseLines"
            width: parent ? parent.width : 0
            room: Theme.wide ? page.room - page.headNeeds - Theme.gapSmall
                               - (faces.visible ? faces.height + Theme.gap : 0) : 0
            lines: [
                page.answered || Help.dueBy === "" ? "" : qsTrId("help.line").arg(qsTrId("help.due")).arg(Help.dueBy),
                Help.unionName === "" ? "" : qsTrId("help.line").arg(qsTrId("help.with")).arg(Help.unionName)
            ]
        },
        Faces {
            id: faces

            objectName: "caseFaces"
            width: parent ? parent.width : 0
            question: qsTrId("face.case")
            asked: Help.canRate
            said: Help.ratingText
            onPicked: face => Help.rate(face)
        },
        DeliveryChip {
            width: parent ? Math.min(implicitWidth, parent.width) : 0
            visible: (page.made && !(Theme.compact && Appearance.largeType)) || Help.delivery === Sync.NeedsPerson
            delivery: Help.delivery
            text: Help.deliveryText
        }
    ]
}
