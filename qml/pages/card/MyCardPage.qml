// My card: hold it to the scanner, or type the query code and the last four digits.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool looking: Card.lookUp === Card.Looking
    readonly property bool found: Card.lookUp === Card.Found

    objectName: "myCardPage"
    section: qsTrId("mycard.section")
    title: qsTrId("mycard.title")
    lead: qsTrId("mycard.lead")
    scene: "card-reader"
    takesCards: true
    primaryText: looking ? qsTrId("mycard.looking") : qsTrId("mycard.find")
    primaryBusy: looking
    secondText: Bulletin.benefits.count > 0 ? qsTrId("benefit.button") : ""
    secondIcon: "people"
    onPrimary: Card.find()
    onSecond: page.go(Routes.benefits)
    onFoundChanged: found && page.go(Routes.cardStatus)

    HeldCard {
        width: parent.width
        visible: Card.holdsCard
    }
    ScanHint {
        width: parent.width
        visible: !Card.holdsCard
    }
    Label {
        width: parent.width
        visible: !Card.holdsCard
        text: qsTrId("mycard.or-code")
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    Grid {
        id: code

        readonly property real cell: Theme.largeFields ? page.bodyWidth : (page.bodyWidth - columnSpacing) / 2

        columns: Theme.largeFields ? 1 : 2
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gapLarge

        NumberField {
            objectName: "queryCode"
            width: code.cell
            visible: !Card.holdsCard
            label: qsTrId("card.query-code")
            hint: qsTrId("mycard.code.hint")
            value: Card.search.codeShown
            error: Card.search.codeError
            onEdited: text => Card.search.code = text
        }
        NumberField {
            objectName: "lastFour"
            width: code.cell
            label: qsTrId("mycard.last-four")
            hint: qsTrId("mycard.last-four.places")
            help: qsTrId("mycard.last-four.hint")
            pad: Field.IdDigits
            value: Card.search.lastFour
            error: Card.search.lastFourError
            onEdited: text => Card.search.lastFour = text
        }
    }
    Notice {
        objectName: "lookUpSentence"
        width: parent.width
        visible: Card.lookUpSentence !== ""
        text: Card.lookUpSentence
        tone: StateChip.Caution
    }
}
