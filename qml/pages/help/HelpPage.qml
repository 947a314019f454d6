// What the union helps with. Each kind says what one gets; emergency numbers and other stations are one touch away.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "helpPage"
    section: qsTrId("help.title")
    title: qsTrId("help.pick")
    lead: qsTrId("help.lead")
    secondText: qsTrId("help.mine")
    secondIcon: "document"
    onSecond: page.go(Routes.helpFind)

    ChoiceGrid {
        objectName: "helpKind"
        width: parent.width
        choices: Help.kinds
        chosen: ""
        columns: Theme.largeFields ? 1 : 2
        onPicked: code => {
            Help.choose(code);
            page.go(Routes.helpAsk);
        }
    }
    Grid {
        id: more

        readonly property real cell: (page.bodyWidth - (columns - 1) * columnSpacing) / columns

        columns: Appearance.largeType ? 1 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        BigButton {
            objectName: "meetingsButton"
            width: more.cell
            visible: Booking.meetings > 0
            kind: BigButton.Plain
            text: qsTrId("check.meetings")
            onClicked: {
                Booking.browse(false);
                page.go(Routes.check);
            }
        }
        BigButton {
            objectName: "finderButton"
            width: more.cell
            kind: BigButton.Plain
            text: qsTrId("help.finder")
            onClicked: page.go(Routes.finder)
        }
        BigButton {
            objectName: "emergencyButton"
            width: more.cell
            kind: BigButton.Plain
            text: qsTrId("home.emergency")
            onClicked: page.go(Routes.emergency)
        }
    }
}
