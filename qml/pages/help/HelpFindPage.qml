// A case found again by its number and the last four digits.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "helpFindPage"
    section: qsTrId("help.title")
    title: qsTrId("help.mine")
    lead: qsTrId("help.mine.lead")
    scene: "envelope"
    primaryText: Help.search.looking ? qsTrId("mycard.looking") : qsTrId("mycard.find")
    primaryBusy: Help.search.looking
    onPrimary: Help.find()

    Connections {
        target: Help

        function onFoundOne(): void {
            page.go(Routes.helpDone);
        }
    }
    Notice {
        objectName: "findSentence"
        width: parent.width
        visible: Help.search.sentence !== ""
        text: Help.search.sentence
        tone: StateChip.Caution
    }
    NumberField {
        objectName: "caseNumberField"
        width: parent.width
        label: qsTrId("help.number")
        hint: qsTrId("mycard.code.hint")
        value: Help.search.codeShown
        onEdited: text => Help.search.code = text
    }
    NumberField {
        objectName: "caseLastFour"
        width: parent.width
        label: qsTrId("mycard.last-four")
        hint: qsTrId("help.last-four.hint")
        value: Help.search.lastFour
        onEdited: text => Help.search.lastFour = text
    }
}
