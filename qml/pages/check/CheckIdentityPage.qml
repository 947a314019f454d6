// Without a card: name, document and mobile, once, by the rules of joining.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "checkIdentityPage"
    section: Booking.title
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
    IdentityFields {}
    ChoiceGrid {
        objectName: "occupation"
        width: parent.width
        visible: Booking.asksOccupation
        label: qsTrId("work.occupation")
        choices: Join.occupations
        chosen: Join.occupation
        error: Join.occupationError
        iconPrefix: "work-"
        onPicked: code => Join.occupation = code
    }
}
