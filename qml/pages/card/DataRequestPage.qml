// What a rider may ask about the own data. Each says what it means before it is asked; the second touch asks. What can
// never be undone is confirmed by an answer of its own before that.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool choosing: DataRequests.chosen === ""
    readonly property bool correcting: DataRequests.chosen === "correct"
    readonly property bool erasing: DataRequests.chosen === "erase"
    property bool understood: false
    property bool refused: false  // asked without it
    readonly property bool offline: Sync.state === Sync.Offline

    objectName: "mineAskPage"
    section: qsTrId("mine.title")
    title: choosing ? qsTrId("mine.pick") : DataRequests.chosenName
    lead: Card.needsCode ? "" : choosing ? qsTrId("mine.lead") : DataRequests.chosenMeans
    scene: correcting ? "pen" : "rights"
    primaryText: Card.needsCode ? qsTrId("mycard.use-code") : choosing || correcting ? "" : DataRequests.chosenName
    primaryBusy: DataRequests.saving
    secondText: choosing ? "" : erasing ? qsTrId("mine.keep.erase") : qsTrId("mine.keep")
    onErasingChanged: {
        page.understood = false;
        page.refused = false;
    }
    onPrimary: {
        if (Card.needsCode)
            return page.byCode();
        page.refused = page.erasing && !page.understood;
        if (!page.refused)
            DataRequests.ask();
    }
    onSecond: DataRequests.chosen = ""
    Component.onCompleted: DataRequests.begin()

    function byCode(): void {
        Card.useCode();
        page.backTo("myCardPage");
    }

    Notice {
        objectName: "mineNeedsCode"
        width: parent.width
        visible: Card.needsCode
        text: qsTrId("mine.needs-code")
        iconName: "shield"
    }
    Notice {
        objectName: "mineError"
        width: parent.width
        visible: DataRequests.sentence !== ""
        text: DataRequests.sentence
        tone: StateChip.Bad
    }
    Toggle {
        objectName: "eraseUnderstood"
        width: parent.width
        visible: page.erasing
        text: qsTrId("mine.erase.understood")
        checked: page.understood
        bad: page.refused && !page.understood
        onClicked: page.understood = !page.understood
    }
    FieldError {
        objectName: "eraseRefused"
        width: parent.width
        text: page.refused && !page.understood ? qsTrId("mine.erase.confirm") : ""
    }
    Repeater {
        model: page.choosing ? DataRequests.asked : null

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
        visible: page.choosing && !Card.needsCode
        choices: DataRequests.offers
        chosen: ""
        columns: 1
        onPicked: code => DataRequests.chosen = code
    }
    ChoiceGrid {
        objectName: "mineField"
        width: parent.width
        visible: page.correcting
        choices: DataRequests.fields
        chosen: ""
        columns: Theme.wide ? 3 : 2
        onPicked: code => {
            DataRequests.correct(code);
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
        onClicked: page.go(Routes.myData)
    }
    Notice {
        objectName: "fileNeedsNetwork"
        width: parent.width
        visible: page.choosing && page.offline && !Card.needsCode
        text: qsTrId("file.needs-network")
        iconName: "offline"
    }
}
