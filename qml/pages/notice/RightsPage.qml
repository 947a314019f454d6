// Which right somebody wants to know about.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

ChooseFrame {
    id: page

    readonly property var topics: [
        { name: "injury", icon: "service-med", route: Routes.rightsInjury },
        { name: "unpaid", icon: "service-case", route: Routes.rightsUnpaid },
        { name: "allowance", icon: "alert-heat", route: Routes.rightsAllowance },
        { name: "platform", icon: "work-food-delivery", route: Routes.rightsPlatform }
    ]

    objectName: "rightsPage"
    section: qsTrId("help.title")
    title: qsTrId("rights.title")
    lead: qsTrId("rights.lead")
    scene: "rights"
    count: topics.length
    columns: Theme.largeFields ? 1 : 2

    Repeater {
        model: page.topics

        RowTile {
            required property var modelData

            objectName: "rights-" + modelData.name
            width: page.cell
            height: page.tall
            share: page.share
            text: qsTrId("rights.topic." + modelData.name)
            note: qsTrId("rights.topic-note." + modelData.name)
            iconName: modelData.icon
            onClicked: page.go(modelData.route)
        }
    }
}
