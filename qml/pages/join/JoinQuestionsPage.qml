// What riders ask before they join, answered. No data is taken here.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinQuestionsPage"
    section: qsTrId("join.title")
    scene: "member-card"
    keepsInput: true
    title: qsTrId("join.questions.title")
    lead: qsTrId("join.questions.lead")
    primaryText: qsTrId("join.questions.begin")
    onPrimary: page.back()

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
