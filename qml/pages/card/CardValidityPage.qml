// A card was held to this kiosk: valid or not, in one glance, with the date of the list it was checked against.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool valid: Card.cardState === Card.Valid || Card.cardState === Card.ValidByApproval
    readonly property bool pending: Card.cardState === Card.NotYetApproved
    readonly property bool unknown: Card.cardState === Card.NotChecked
    readonly property bool checking: Card.cardState === Card.Checking
    readonly property bool saidInFull: true

    objectName: "cardValidityPage"
    section: qsTrId("validity.section")
    scene: valid ? "member-card" : pending || checking ? "envelope" : unknown ? "offline" : "lost"
    twoColumns: false
    takesCards: true
    primaryText: qsTrId("done.finish")
    secondText: qsTrId("validity.my-application")
    onPrimary: page.finish()
    onSecond: page.go(Routes.myCard)

    VerdictPanel {
        objectName: "verdict"
        width: parent.width
        tone: page.valid ? StateChip.Good
              : page.pending || page.checking || page.unknown ? StateChip.Caution
              : StateChip.Bad
        iconName: page.valid ? "done"
                  : page.pending || page.checking ? "waiting"
                  : page.unknown ? "question"
                  : "refused"
        title: page.valid ? qsTrId("validity.valid")
               : page.checking ? qsTrId("validity.checking")
               : page.pending && Card.hint !== "" ? qsTrId("validity.not-yet")
               : page.pending ? qsTrId("validity.pending")
               : page.unknown ? qsTrId("validity.not-checked")
               : qsTrId("validity.invalid")
        text: page.pending && Card.hint !== "" ? Card.hint : Card.sentence
    }
    HolderCard {
        visible: Card.maskedName !== ""
    }
    Notice {
        objectName: "cardHint"
        width: parent.width
        visible: Card.hint !== "" && !page.pending
        text: Card.hint
        iconName: "question"
    }
    StateChip {
        objectName: "asOf"
        visible: Card.asOfText !== ""
        text: Card.asOfText
        tone: StateChip.Calm
        iconName: "clock"
        width: Math.min(implicitWidth, parent.width)
    }
    Label {
        width: parent.width
        text: qsTrId("card.not-bank")
        color: Theme.inkSecond
        font.pixelSize: Theme.typeSmall
    }
}
