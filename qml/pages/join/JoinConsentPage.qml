// Notice and consents, each with an answer of its own (PIPL Art. 14, 17, 23, 29).
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinConsentPage"
    section: qsTrId("join.title")
    title: qsTrId("join.consent.title")
    lead: qsTrId("join.consent.lead")
    step: 1
    steps: 6
    keepsInput: true
    primaryText: qsTrId("frame.next")
    onPrimary: Join.goNext(Join.ConsentStep) && page.go(Routes.joinIdentity)

    Repeater {
        model: Join.consents.texts

        ConsentCard {
            required property string textId
            required property bool required

            objectName: "consent-" + textId
            width: page.bodyWidth
            title: qsTrId("consent.title." + textId)
            mandatory: required
            bad: Join.consents.error !== "" && required && !given
            agreeWords: qsTrId("consent.agree." + textId)
            onAnswered: given => Join.consents.setGiven(textId, given)
        }
    }
    FieldError {
        objectName: "consentsError"
        width: parent.width
        text: Join.consents.error
    }
    Notice {
        objectName: "refusalNotice"
        width: parent.width
        text: qsTrId("join.consent.refusal").arg(Station.unionAddress)
    }
}
