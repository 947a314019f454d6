// Before anything is asked: what riders ask first. No data is taken here.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinQuestionsPage"
    section: qsTrId("join.title")
    keepsInput: true
    title: qsTrId("join.questions.title")
    lead: qsTrId("join.questions.lead")
    primaryText: qsTrId("join.questions.begin")
    secondText: qsTrId("join.questions.member")
    onPrimary: page.go(Routes.joinConsent)
    onSecond: page.go(Routes.myCard)
    Component.onCompleted: Join.begin()

    BigButton {
        objectName: "onMyPhone"
        width: parent.width
        kind: BigButton.Second
        iconName: "phone"
        text: qsTrId("handoff.button")
        onClicked: page.go(Routes.phoneJoin)
    }
    Repeater {
        model: Station.answers

        AnswerCard {
            required property string answerId
            required property string question
            required property string answer

            objectName: "answer-" + answerId
            width: page.bodyWidth
            title: question
            text: answer
        }
    }
}
