// The last step: who, what and when once more, and the consent that a health check needs.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Booking.state === Booking.Saving
    readonly property bool decided: Booking.state === Booking.Asking || Booking.state === Booking.Booked

    objectName: "checkConfirmPage"
    section: Booking.chosen.title
    title: qsTrId("check.confirm.title")
    lead: Booking.chosen.when
    keepsInput: true
    primaryText: saving ? qsTrId("check.saving")
                 : Booking.chosen.atOnce ? qsTrId("check.confirm")
                 : qsTrId("check.confirm.want")
    primaryBusy: saving
    onPrimary: Booking.book()
    onDecidedChanged: page.decided && page.go(Routes.checkDone)

    Notice {
        objectName: "bookError"
        width: parent.width
        visible: Booking.sentence !== ""
        text: Booking.sentence
        tone: StateChip.Bad
    }
    InfoCard {
        InfoRow {
            objectName: "confirmName"
            width: parent.width
            label: qsTrId("identity.name")
            value: Booking.maskedName
            privacy: Voice.Private
        }
        InfoRow {
            objectName: "confirmPlace"
            width: parent.width
            label: qsTrId("check.place")
            value: Booking.chosen.place
        }
        InfoRow {
            objectName: "confirmPrepare"
            width: parent.width
            label: qsTrId("check.prepare")
            value: Booking.chosen.prepare
        }
    }
    Repeater {
        model: Booking.consents.texts

        ConsentCard {
            required property string textId
            required property bool required

            objectName: "consent-" + textId
            width: page.bodyWidth
            title: qsTrId("consent.title." + textId)
            mandatory: required
            bad: Booking.consents.error !== "" && required && !given
            agreeWords: qsTrId("consent.agree." + textId)
            onAnswered: given => Booking.consents.setGiven(textId, given)
        }
    }
    FieldError {
        objectName: "consentsError"
        width: parent.width
        text: Booking.consents.error
    }
}
