// The one question of a rest visit: what do you do. It only counts; whoever would rather not say rests all the same.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Visit.state === Visit.Saving
    readonly property bool decided: Visit.state === Visit.Done || Visit.state === Visit.Full
                                    || Visit.state === Visit.Failed

    objectName: "restWhoPage"
    section: Visit.chosenName
    title: qsTrId("rest.who.title")
    lead: qsTrId("rest.who.lead")
    takesScans: true
    secondText: qsTrId("rest.who.rather-not")
    onSecond: Visit.take("")
    onScanned: text => Visit.takeByCard(text)
    onDecidedChanged: page.decided && page.go(Routes.visitDone)

    StateChip {
        objectName: "chosenState"
        text: Visit.chosenState
        tone: StateChip.Calm
    }
    ChoiceGrid {
        objectName: "restOccupation"
        width: parent.width
        enabled: !page.saving
        choices: Visit.occupations
        chosen: ""
        iconPrefix: "work-"
        onPicked: code => Visit.take(code)
    }
    Stepper {
        objectName: "people"
        width: parent.width
        label: qsTrId("rest.people")
        value: Visit.people
        onChanged: value => Visit.people = value
    }
    Notice {
        objectName: "cardHint"
        width: parent.width
        text: Visit.cardSentence !== "" ? Visit.cardSentence + qsTrId("rest.card.without") : qsTrId("rest.card.hint")
        iconName: "scan"
        tone: Visit.cardSentence !== "" ? StateChip.Caution : StateChip.Calm
    }
}
