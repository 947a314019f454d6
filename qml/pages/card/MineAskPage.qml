// What a rider may ask about the own data. Each says what it means before it is asked; the second touch asks.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool choosing: Mine.chosen === ""
    readonly property bool correcting: Mine.chosen === "correct"
    readonly property bool offline: Sync.state === Sync.Offline

    objectName: "mineAskPage"
    section: qsTrId("mine.title")
    title: choosing ? qsTrId("mine.pick") : Mine.chosenName
    lead: choosing ? qsTrId("mine.lead") : Mine.chosenMeans
    primaryText: choosing || correcting ? "" : qsTrId("mine.sure")
    primaryBusy: Mine.saving
    secondText: choosing ? "" : qsTrId("mine.keep")
    onPrimary: Mine.ask()
    onSecond: Mine.chosen = ""
    Component.onCompleted: Mine.begin()

    Notice {
        objectName: "mineError"
        width: parent.width
        visible: Mine.sentence !== ""
        text: Mine.sentence
        tone: StateChip.Bad
    }
    Repeater {
        model: page.choosing ? Mine.asked : null

        AnswerCard {
            required property string code
            required property string name
            required property string detail

            objectName: "asked-" + code
            width: page.bodyWidth
            title: name
            text: detail
        }
    }
    ChoiceGrid {
        objectName: "mineAsk"
        width: parent.width
        visible: page.choosing
        choices: Mine.offers
        chosen: ""
        columns: 1
        onPicked: code => Mine.chosen = code
    }
    ChoiceGrid {
        objectName: "mineField"
        width: parent.width
        visible: page.correcting
        choices: Mine.fields
        chosen: ""
        columns: Theme.wide ? 3 : 2
        onPicked: code => {
            Mine.correct(code);
            page.go(Routes.correct);
        }
    }
    BigButton {
        objectName: "seeFile"
        width: parent.width
        visible: page.choosing && !page.offline
        kind: BigButton.Plain
        iconName: "document"
        text: qsTrId("file.open")
        onClicked: page.go(Routes.myFile)
    }
    Notice {
        objectName: "fileNeedsNetwork"
        width: parent.width
        visible: page.choosing && page.offline
        text: qsTrId("file.needs-network")
        iconName: "offline"
    }
}
