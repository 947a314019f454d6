// Giving a seat or charger back: touch its number. What nobody gives back ends by itself.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "restLeavePage"
    section: qsTrId("rest.title")
    title: qsTrId("rest.leave.title")
    lead: qsTrId("rest.leave.lead")
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    Notice {
        objectName: "leftText"
        width: parent.width
        visible: Visit.leftText !== ""
        text: Visit.leftText
        tone: StateChip.Good
    }
    ChoiceGrid {
        objectName: "unit"
        width: parent.width
        choices: Visit.unitsInUse
        chosen: ""
        onPicked: code => Visit.giveBack(code)
    }
}
