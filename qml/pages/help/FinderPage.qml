// Other stations of the district, the own street first. From the mirror: it needs no network.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "finderPage"
    section: qsTrId("help.finder")
    title: qsTrId("help.finder.title")
    lead: qsTrId("help.finder.lead")
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    Notice {
        objectName: "noStations"
        width: parent.width
        visible: Help.stations.count === 0
        text: qsTrId("help.finder.none")
    }
    Repeater {
        model: Help.stations

        AnswerCard {
            required property string name
            required property string detail
            required property bool proposed

            width: page.bodyWidth
            title: proposed ? name + qsTrId("help.finder.near") : name
            text: detail
        }
    }
}
