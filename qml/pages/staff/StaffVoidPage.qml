// A visit that should not count: chosen, then a reason. It stays in the journal; nothing is deleted.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property string chosen: ""

    objectName: "staffVoidPage"
    section: qsTrId("staff.title")
    scene: "pen"
    title: chosen === "" ? qsTrId("staff.void.title") : qsTrId("staff.void.why")
    lead: chosen === "" ? qsTrId("staff.void.lead") : Staff.board.visits.nameOf(chosen)
    homeVisible: false
    secondText: chosen === "" ? "" : qsTrId("staff.void.keep")
    onSecond: page.chosen = ""

    Notice {
        objectName: "voidNote"
        width: parent.width
        visible: Staff.board.note !== ""
        text: Staff.board.note
        tone: StateChip.Caution
    }
    Notice {
        width: parent.width
        visible: Staff.board.visits.count === 0
        text: qsTrId("staff.void.none")
    }
    ChoiceGrid {
        objectName: "voidVisit"
        width: parent.width
        visible: page.chosen === ""
        choices: Staff.board.visits
        chosen: ""
        columns: 1
        onPicked: code => page.chosen = code
    }
    Repeater {
        model: page.chosen === "" ? [] : ["mistake", "twice", "other"]

        BigButton {
            required property string modelData

            objectName: "voidReason-" + modelData
            width: page.bodyWidth
            kind: BigButton.Second
            text: qsTrId("staff.void.reason." + modelData)
            onClicked: {
                Staff.board.voidVisit(page.chosen, modelData);
                page.chosen = "";
            }
        }
    }
}
