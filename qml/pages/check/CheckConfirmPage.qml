// The last step: who, what and when once more, and the one consent of a health check, answered with the booking.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Booking.state === Booking.Saving
    readonly property bool consenting: Booking.consents.texts.count > 0
    readonly property string actText: Booking.chosen.atOnce ? qsTrId("check.confirm") : qsTrId("check.confirm.want")
    property bool declined: false
    readonly property bool decided: Booking.state === Booking.Asking || Booking.state === Booking.Booked

    objectName: "checkConfirmPage"
    section: Booking.chosen.title
    scene: "pen"
    title: qsTrId("check.confirm.title")
    lead: Booking.chosen.when
    keepsInput: true
    primaryText: saving ? qsTrId("check.saving") : consenting ? qsTrId("check.agree").arg(actText) : actText
    primaryBusy: saving
    secondText: consenting && !saving ? qsTrId("join.consent.decline") : ""
    onPrimary: {
        page.declined = false;
        Booking.consents.answer(Booking.consents.idAt(0), true);
        Booking.book();
    }
    onSecond: page.declined = true
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
            asked: false
        }
    }
    Notice {
        objectName: "consentsError"
        width: parent.width
        visible: page.declined
        text: qsTrId("check.consent.missing")
        tone: StateChip.Caution
    }
}
