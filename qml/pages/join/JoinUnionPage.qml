// The union that will receive the application: proposed by street, changeable.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinUnionPage"
    section: qsTrId("join.title")
    title: qsTrId("join.union.title")
    lead: qsTrId("join.union.lead")
    step: 4
    steps: 6
    keepsInput: true
    primaryText: qsTrId("frame.next")
    secondText: qsTrId("join.union.other")
    onPrimary: Join.goNext(Join.UnionStep) && page.go(Routes.joinSign)
    onSecond: page.go(Routes.joinUnionList)

    UnionCard {}
    ConsentCard {
        objectName: "consent-this-union"
        width: parent.width
        visible: Join.receivingUnion.code !== ""
        title: qsTrId("union.consent.title")
        text: Join.receivingUnion.consentText
        mandatory: true
        given: Join.receivingUnion.consentGiven
        bad: Join.receivingUnion.error !== "" && !Join.receivingUnion.consentGiven
        agreeWords: qsTrId("consent.agree.receiving-union")
        onAnswered: given => Join.receivingUnion.consentGiven = given
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
