// The one question of a rest visit: what do you do. It only counts; whoever would rather not say rests all the same.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    readonly property bool saving: Visit.state === Visit.Saving
    readonly property bool decided: Visit.state === Visit.Done || Visit.state === Visit.Full
                                    || Visit.state === Visit.Failed

    objectName: "restWhoPage"
    section: Visit.chosenName
    title: qsTrId("rest.who.title")
    lead: qsTrId("rest.who.lead")
    scene: "seat"
    takesScans: true
    secondText: qsTrId("rest.who.rather-not")
    count: Visit.occupations.count
    columns: Appearance.largeType && !Theme.wide ? 1 : 2
    onSecond: Visit.take("")
    onScanned: text => Visit.takeByCard(text)
    onDecidedChanged: page.decided && page.go(Routes.visitDone)

    above: [
        Stepper {
            objectName: "people"
            width: parent ? parent.width : 0
            label: qsTrId("rest.people")
            value: Visit.people
            onChanged: value => Visit.people = value
        }
    ]

    Repeater {
        model: Visit.occupations

        RowTile {
            required property string code
            required property string name

            objectName: "restOccupation-" + code
            width: page.cell
            height: page.tall
            share: page.share
            enabled: !page.saving
            text: name
            iconName: "work-" + code
            size: Theme.typeLarge
            onClicked: Visit.take(code)
        }
    }

    below: [
        Notice {
            objectName: "cardHint"
            width: parent ? parent.width : 0
            text: Visit.cardSentence !== "" ? Visit.cardSentence + qsTrId("rest.card.without")
                  : qsTrId("rest.card.hint")
            iconName: "scan"
            tone: Visit.cardSentence !== "" ? StateChip.Caution : StateChip.Calm
        }
    ]
}
