// What the union helps with. Each kind says what one gets; emergency numbers and other stations are one touch away.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    readonly property var drawings: ({
            "labour-dispute": "service-case",
            "legal-advice": "service-legal",
            psychological: "service-aid",
            hardship: "people",
            "mutual-aid": "shield",
            hotline: "phone"
        })

    objectName: "helpPage"
    section: qsTrId("help.title")
    title: qsTrId("help.pick")
    lead: qsTrId("help.lead")
    scene: "rights"
    secondText: qsTrId("help.mine")
    secondIcon: "document"
    count: Help.kinds.count + 1 + (Staff.found.items.count > 0 ? 1 : 0)
    columns: Theme.largeFields ? 1 : 2
    onSecond: page.go(Routes.myCard)
    Component.onCompleted: Staff.found.refresh()

    RowTile {
        objectName: "rightsButton"
        width: page.cell
        height: page.tall
        share: page.share
        text: qsTrId("rights.title")
        note: qsTrId("rights.note")
        iconName: "shield"
        onClicked: page.go(Routes.rights)
    }
    Repeater {
        model: Help.kinds

        RowTile {
            required property string code
            required property string name
            required property string detail

            objectName: "helpKind-" + code
            width: page.cell
            height: page.tall
            share: page.share
            text: name
            note: detail
            iconName: page.drawings[code] ?? "question"
            onClicked: {
                Help.choose(code);
                page.go(Routes.helpAsk);
            }
        }
    }

    RowTile {
        objectName: "foundButton"
        width: page.cell
        height: page.tall
        share: page.share
        visible: Staff.found.items.count > 0
        text: qsTrId("found.title")
        iconName: "question"
        onClicked: page.go(Routes.found)
    }

    below: [
        TileGrid {
            id: more

            width: parent ? parent.width : 0
            columns: Appearance.largeType ? 1 : count
            count: 2 + (Booking.meetings > 0 ? 1 : 0)
            most: Theme.primaryHeight
            room: Theme.primaryHeight

            RowTile {
                objectName: "emergencyButton"
                width: more.cell
                height: more.tall
                grave: true
                size: Theme.typeLarge
                text: qsTrId("home.emergency")
                picture: "emergency"
                onClicked: page.go(Routes.emergency)
            }
            RowTile {
                objectName: "finderButton"
                width: more.cell
                height: more.tall
                size: Theme.typeLarge
                text: qsTrId("help.finder")
                picture: "finder"
                onClicked: page.go(Routes.finder)
            }
            RowTile {
                objectName: "meetingsButton"
                width: more.cell
                height: more.tall
                visible: Booking.meetings > 0
                size: Theme.typeLarge
                text: qsTrId("check.meetings")
                iconName: "people"
                onClicked: {
                    Booking.browse(false);
                    page.go(Routes.check);
                }
            }
        }
    ]
}
