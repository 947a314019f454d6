// My card: hold it to the scanner, or type the query code and the last four digits.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
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
    takesCards: true
    primaryText: looking ? qsTrId("mycard.looking") : qsTrId("mycard.find")
    primaryBusy: looking
    onPrimary: Card.find()
    onFoundChanged: found && page.go(Routes.cardStatus)

    ScanHint {
        Layout.fillWidth: true
    }
    Words {
        Layout.fillWidth: true
        text: qsTrId("mycard.or-code")
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.largeFields ? 1 : 2
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gapLarge

        NumberField {
            objectName: "queryCode"
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            Layout.alignment: Qt.AlignTop
            label: qsTrId("card.query-code")
            hint: qsTrId("mycard.code.hint")
            value: Card.queryCodeShown
            error: Card.queryCodeError
            onEdited: text => Card.queryCode = text
        }
        NumberField {
            objectName: "lastFour"
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            Layout.alignment: Qt.AlignTop
            label: qsTrId("mycard.last-four")
            help: qsTrId("mycard.last-four.hint")
            pad: Field.IdDigits
            value: Card.lastFour
            error: Card.lastFourError
            onEdited: text => Card.lastFour = text
        }
    }
    Notice {
        objectName: "lookUpSentence"
        Layout.fillWidth: true
        visible: Card.lookUpSentence !== ""
        text: Card.lookUpSentence
        tone: StateChip.Caution
    }
}
