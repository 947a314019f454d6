// What became of an application: state, reason, the fields to fill anew, the card that is valid now.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool approved: Card.status === Card.Approved
    readonly property bool returned: Card.status === Card.Returned

    objectName: "cardStatusPage"
    section: qsTrId("mycard.section")
    title: qsTrId("status.title").arg(Card.statusMaskedName)
    lead: qsTrId("status.submitted").arg(Card.submittedText)
    takesCards: true
    primaryText: !Card.canCorrect ? qsTrId("done.finish")
                 : Card.needsCode ? qsTrId("mycard.use-code")
                 : qsTrId("status.correct")
    secondText: Card.canCorrect ? qsTrId("status.later") : Card.statusCardText !== "" ? qsTrId("keep.button") : ""
    onPrimary: Card.canCorrect ? page.startCorrection() : page.finish()
    onSecond: {
        if (Card.canCorrect)
            return page.finish();
        Phone.keep(Card.statusCardText);
        page.go(Routes.phoneKeep);
    }

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
        objectName: "applicationState"
        width: parent.width
        title: Card.stateText
        text: Card.stateExplained
        tone: page.approved ? StateChip.Good
              : page.returned || Card.status === Card.Rejected ? StateChip.Bad
              : StateChip.Caution
        iconName: page.approved ? "done"
                  : page.returned ? "returned"
                  : Card.status === Card.Rejected || Card.status === Card.Withdrawn ? "refused"
                  : "waiting"
    }
    Notice {
        objectName: "reason"
        width: parent.width
        visible: Card.reason !== ""
        title: qsTrId("status.reason")
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
    CardFace {
        objectName: "statusCard"
        width: parent.width
        visible: Card.statusCardText !== ""
        approved: page.approved
        title: page.approved ? qsTrId("card.final") : qsTrId("card.provisional")
        note: page.approved ? qsTrId("card.final.note") : qsTrId("card.provisional.note")
        cardText: Card.statusCardText
        name: Card.statusMaskedName
        occupation: Card.statusOccupation
        expires: Card.statusExpiresText
    }
    InfoCard {
        visible: Card.statusUnion !== "" || Card.decidedText !== "" || Card.deliveryText !== ""

        InfoRow {
            objectName: "statusUnion"
            width: parent.width
            label: qsTrId("review.union")
            value: Card.statusUnion
        }
        InfoRow {
            objectName: "statusDecided"
            width: parent.width
            label: qsTrId("status.decided")
            value: Card.decidedText
        }
        InfoRow {
            objectName: "statusDelivery"
            width: parent.width
            label: qsTrId("status.delivery")
            value: Card.deliveryText
        }
    }
    BigButton {
        objectName: "myRights"
        width: parent.width
        kind: BigButton.Plain
        iconName: "shield"
        text: qsTrId("mine.title")
        onClicked: page.go(Routes.dataRequest)
    }
}
