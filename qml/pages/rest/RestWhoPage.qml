// The one question of a rest visit: what do you do. It only counts; whoever would rather not say rests all the same.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Rest.state === Rest.Saving
    readonly property bool decided: Rest.state === Rest.Done || Rest.state === Rest.Full || Rest.state === Rest.Failed

    objectName: "restWhoPage"
    section: Rest.chosenName
    title: qsTrId("rest.who.title")
    lead: qsTrId("rest.who.lead")
    takesScans: true
    secondText: qsTrId("rest.who.rather-not")
    onSecond: Rest.take("")
    onScanned: text => Rest.takeByCard(text)
    onDecidedChanged: page.decided && page.go(Routes.restDone)

    StateChip {
        objectName: "chosenState"
        text: Rest.chosenState
        tone: StateChip.Calm
    }
    ChoiceGrid {
        objectName: "restOccupation"
        width: parent.width
        enabled: !page.saving
        choices: Rest.occupations
        chosen: ""
        iconPrefix: "work-"
        onPicked: code => Rest.take(code)
    }
    Stepper {
        objectName: "people"
        width: parent.width
        label: qsTrId("rest.people")
        value: Rest.people
        onChanged: value => Rest.people = value
    }
    Notice {
        objectName: "cardHint"
        width: parent.width
        text: Rest.cardSentence !== "" ? Rest.cardSentence + qsTrId("rest.card.without") : qsTrId("rest.card.hint")
        iconName: "scan"
        tone: Rest.cardSentence !== "" ? StateChip.Caution : StateChip.Calm
    }
}
