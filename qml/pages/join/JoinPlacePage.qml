// Where, and for whom if one likes: around this station with one touch, or any street that is sought.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinPlacePage"
    section: qsTrId("join.title")
    title: qsTrId("join.place.title")
    scene: "street-stand"
    step: 3
    steps: 6
    keepsInput: true
    primaryText: qsTrId("frame.next")
    onPrimary: Join.goNext(Join.WorkStep) && page.go(Routes.joinUnion)

    WorkFields {
        asksOccupation: false
        onStreetAsked: page.go(Routes.joinStreet)
    }
}
