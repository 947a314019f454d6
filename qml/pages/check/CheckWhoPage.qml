// Who comes: a card held to the scanner is enough; without one the identity page follows.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool known: Booking.identified

    objectName: "checkWhoPage"
    section: Booking.chosen.title
    title: qsTrId("check.who.title")
    lead: Booking.chosen.needsCard ? qsTrId("check.who.card-only") : qsTrId("check.who.lead")
    scene: "card-reader"
    takesScans: true
    secondText: Booking.chosen.needsCard ? "" : qsTrId("check.who.no-card")
    onSecond: {
        Booking.beginIdentity();
        page.go(Routes.checkIdentity);
    }
    onScanned: text => Booking.takeCard(text)
    onKnownChanged: page.known && page.visible && page.go(Routes.checkConfirm)

    ScanHint {
        width: parent.width
        visible: !page.brief || !recent.visible
    }
    RecentTile {
        id: recent

        width: parent.width
        recent: Booking.identity.recent
        takesCards: true
        visible: byCard || (offered && !Booking.chosen.needsCard)
        onCardTaken: scanned => Booking.takeCard(scanned)
        onTypedTaken: {
            Booking.beginIdentity();
            Booking.identity.useRecent();
            page.go(Routes.checkIdentity);
        }
    }
    Notice {
        objectName: "refusal"
        width: parent.width
        visible: Booking.refusal !== ""
        text: Booking.refusal
        tone: StateChip.Caution
    }
    Label {
        width: parent.width
        visible: Booking.chosen.needsCard
        text: qsTrId("check.who.join-first")
        color: Theme.inkSecond
    }
}
