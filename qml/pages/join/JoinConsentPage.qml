// Notice and consents, one at a time, each with its whole text and an answer of its own (PIPL Art. 14, 17, 29). The
// page shows the first that is not answered yet; the next one is another page, so that Back leads to the one before.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property int at: Math.max(0, Join.consents.firstOpen())
    readonly property string textId: Join.consents.idAt(at)

    function answer(given: bool): void {
        if (!Join.consents.answer(page.textId, given))
            page.go(Routes.joinRefused);
        else if (Join.consents.firstOpen() >= 0)
            page.go(Routes.joinConsent);
        else if (Join.goNext(Join.ConsentStep))
            page.go(Join.byReader ? Routes.joinReader : Routes.joinIdentity);
    }

    objectName: "joinConsentPage"
    section: qsTrId("join.title")
    title: qsTrId("join.consent.title")
    lead: qsTrId("join.consent.lead")
    scene: "rights"
    step: 1
    steps: 6
    keepsInput: true
    primaryText: qsTrId("consent.agree." + textId)
    secondText: textId === "notice" ? qsTrId("join.consent.stop") : qsTrId("join.consent.decline")
    onPrimary: page.answer(true)
    onSecond: page.answer(false)

    Repeater {
        model: Join.consents.texts

        ConsentCard {
            required property int index
            required property string textId
            required property bool required

            objectName: "consent-" + textId
            width: page.bodyWidth
            visible: index === page.at
            asked: false
            title: qsTrId("consent.title." + textId)
            mandatory: required
        }
    }
}
