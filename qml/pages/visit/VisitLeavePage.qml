// Giving a seat or charger back: its number is chosen, then given back. What nobody gives back ends by itself.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    property string chosen: ""

    objectName: "restLeavePage"
    section: qsTrId("rest.title")
    title: qsTrId("rest.leave.title")
    lead: qsTrId("rest.leave.lead")
    scene: "leave"
    count: Visit.unitsInUse.count
    columns: Appearance.largeType && !Theme.wide ? 1 : 2
    most: Theme.actMost
    primaryText: chosen === "" ? qsTrId("done.finish")
                 : qsTrId("rest.leave.yes").arg(Visit.unitsInUse.nameOf(chosen))
    secondText: chosen === "" ? "" : qsTrId("rest.leave.no")
    thirdText: chosen === "" && Visit.anyOut ? qsTrId("rest.return") : ""
    onThird: page.go(Routes.visitReturn)
    onPrimary: {
        if (page.chosen === "")
            return page.finish();
        Visit.giveBack(page.chosen);
        page.chosen = "";
    }
    onSecond: page.chosen = ""

    above: [
        Notice {
            objectName: "leftText"
            width: parent ? parent.width : 0
            visible: Visit.leftText !== ""
            text: Visit.leftText
            tone: StateChip.Good
        }
    ]

    below: [
        Faces {
            objectName: "leaveFaces"
            width: parent ? parent.width : 0
            question: qsTrId("face.question")
            asked: Visit.canRate && Visit.leftText !== ""
            said: Visit.leftText !== "" ? Visit.ratingText : ""
            onPicked: face => Visit.rate(face)
        }
    ]

    Repeater {
        model: Visit.unitsInUse

        ChoiceCell {
            required property string code
            required property string name
            required property string detail

            objectName: "unit-" + code
            width: page.cell
            height: page.tall
            text: name
            note: detail
            iconName: "service-" + code.split("/")[0].toLowerCase()
            checked: page.chosen === code
            onClicked: page.chosen = code
        }
    }
}
