// Without a card: name, document and mobile, once, by the rules of joining.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "checkIdentityPage"
    section: Booking.chosen.title
    scene: "card-reader"
    title: qsTrId("join.identity.title")
    lead: qsTrId("check.identity.lead")
    keepsInput: true
    primaryText: qsTrId("frame.next")
    onPrimary: Booking.takeIdentity() && page.go(Routes.checkConfirm)

    Notice {
        objectName: "refusal"
        width: parent.width
        visible: Booking.refusal !== ""
        text: Booking.refusal
        tone: StateChip.Caution
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
