// Without a card: name, document and mobile, once, by the rules of joining.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool known: Booking.identified
    property bool scanning: false  // who it is comes from a card, not from the button below

    objectName: "checkIdentityPage"
    section: Booking.chosen.title
    scene: "card-reader"
    title: qsTrId("join.identity.title")
    lead: qsTrId("check.identity.lead")
    keepsInput: true
    takesScans: true
    primaryText: qsTrId("frame.next")
    onPrimary: {
        page.scanning = false;
        if (Booking.takeIdentity())
            page.go(Routes.checkConfirm);
    }
    onScanned: text => {
        page.scanning = true;
        Booking.takeCard(text);
    }
    onKnownChanged: page.known && page.scanning && page.visible && page.go(Routes.checkConfirm)

    Notice {
        objectName: "refusal"
        width: parent.width
        visible: Booking.refusal !== ""
        text: Booking.refusal
        tone: StateChip.Caution
    }
    RecentTile {
        width: parent.width
        recent: Booking.identity.recent
        visible: offered && Booking.identity.name === ""
        onTypedTaken: Booking.identity.useRecent()
    }
    IdentityFields {
        form: Booking.identity
    }
    ChoiceGrid {
        objectName: "occupation"
        width: parent.width
        visible: Booking.chosen.asksOccupation
        label: qsTrId("work.occupation")
        choices: Booking.work.occupations
        chosen: Booking.work.occupation
        error: Booking.work.occupationError
        iconPrefix: "work-"
        onPicked: code => Booking.work.occupation = code
    }
}
