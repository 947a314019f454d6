// The union that will receive the application: proposed by street, changeable, and agreed to by itself (PIPL Art. 23).
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    function agree(): void {
        if (Join.receivingUnion.code !== "")
            Join.receivingUnion.consentGiven = true;
        if (Join.goNext(Join.UnionStep))
            page.go(Routes.joinSign);
    }

    objectName: "joinUnionPage"
    section: qsTrId("join.title")
    title: qsTrId("join.union.title")
    lead: Theme.compact ? "" : qsTrId("join.union.lead")
    scene: "hand-over"
    step: 4
    steps: 6
    keepsInput: true
    primaryText: qsTrId("consent.agree.receiving-union")
    secondText: qsTrId("join.consent.decline")
    onPrimary: page.agree()
    onSecond: {
        Join.receivingUnion.consentGiven = false;
        page.go(Routes.joinRefused);
    }

    UnionCard {}
    PillButton {
        objectName: "otherUnion"
        text: qsTrId("join.union.other")
        iconName: "building"
        onClicked: page.go(Routes.joinUnionList)
    }
    ConsentCard {
        objectName: "consent-this-union"
        width: parent.width
        visible: Join.receivingUnion.code !== ""
        asked: false
        title: qsTrId("union.consent.title")
        text: Join.receivingUnion.consentText
        mandatory: true
        given: Join.receivingUnion.consentGiven
    }
    FieldError {
        objectName: "unionError"
        width: parent.width
        text: Join.receivingUnion.error
    }
    Notice {
        width: parent.width
        text: qsTrId("join.union.note")
        iconName: "shield"
    }
}
