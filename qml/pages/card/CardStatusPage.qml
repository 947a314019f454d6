// What became of an application, said once: the card that is valid now, or what is to be filled in anew and why. While
// something is to be filled in anew, the card that still waits is not shown beside it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool approved: Card.status === Card.Approved
    readonly property bool returned: Card.status === Card.Returned
    readonly property bool ended: Card.status === Card.Rejected || Card.status === Card.Withdrawn
                                  || Card.status === Card.Suspended
    readonly property bool carded: Card.statusCardText !== "" && !returned && !ended

    objectName: "cardStatusPage"
    section: qsTrId("mycard.section")
    title: Card.stateText
    titleIcon: approved ? "done" : returned ? "returned" : ended ? "refused" : "waiting"
    titleColor: approved ? Theme.good : Card.status === Card.Rejected ? Theme.error : Theme.caution
    lead: brief && (carded || returned) ? "" : Card.stateExplained
    scene: approved ? "member-card" : returned ? "pen" : ended ? "empty-box" : "envelope"
    takesCards: true
    primaryText: !Card.canCorrect ? qsTrId("done.finish")
                 : Card.needsCode ? qsTrId("mycard.use-code")
                 : qsTrId("status.correct")
    secondText: Card.canCorrect ? qsTrId("status.later") : carded ? qsTrId("keep.button") : ""
    secondIcon: carded && !Card.canCorrect ? "phone" : ""
    thirdText: returned && Theme.compact && Appearance.largeType ? "" : qsTrId("mine.short")
    thirdIcon: brief ? "" : "shield"
    onPrimary: Card.canCorrect ? page.startCorrection() : page.finish()
    onSecond: {
        if (Card.canCorrect)
            return page.finish();
        Phone.keep(Card.statusCardText);
        page.go(Routes.phoneKeep);
    }
    onThird: page.go(Routes.dataRequest)

    function startCorrection(): void {
        if (Card.needsCode) {
            Card.useCode();
            page.backTo("myCardPage");
        } else {
            Card.beginCorrection();
            page.go(Routes.correct);
        }
    }

    Notice {
        objectName: "reason"
        width: parent.width
        visible: Card.reason !== ""
        title: Theme.compact ? "" : qsTrId("status.reason")
        text: Card.reason
        iconName: "question"
    }
    Notice {
        objectName: "statusNeedsCode"
        width: parent.width
        visible: Card.canCorrect && Card.needsCode
        text: qsTrId("mine.needs-code")
        iconName: "shield"
    }
    ReturnedFields {
        objectName: "returnedFields"
        width: parent.width
        visible: page.returned
    }
    MemberCard {
        objectName: "statusCard"
        width: parent.width
        visible: page.carded
        room: page.bodyRoom
        approved: page.approved
        stamp: Card.stateText
        title: page.approved ? qsTrId("card.final") : qsTrId("card.slip")
        note: page.approved ? qsTrId("card.final.note") : qsTrId("card.provisional.note")
        cardText: Card.statusCardText
        name: Card.statusMaskedName
        occupation: Card.statusOccupation
        expires: Card.statusExpiresText
        unionName: page.approved ? Card.statusUnion : ""
        since: !page.approved || Card.decidedText === "" ? ""
               : qsTrId("card.since").arg(Card.decidedText.substring(0, 10))
    }

    aside: [
        Lines {
            objectName: "statusLines"
            privacy: lines[0] === "" ? Voice.Open : Voice.Private
            aloud: lines.slice(1).filter(line => line !== "").join("\n")
            width: parent ? parent.width : 0
            visible: text !== "" && (Theme.wide || !page.brief || !page.carded)
            room: Theme.wide ? page.room - page.headNeeds - Theme.gapSmall : 0
            lines: [
                page.carded ? "" : Card.statusMaskedName,
                Card.statusUnion,
                Card.submittedText === "" ? "" : qsTrId("status.submitted").arg(Card.submittedText),
                Card.decidedText === "" ? "" : qsTrId("help.line").arg(qsTrId("status.decided")).arg(Card.decidedText),
                Card.deliveryText
            ]
        }
    ]
}
