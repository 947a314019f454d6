// What kind of work, for whom, and where.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinWorkPage"
    section: qsTrId("join.title")
    title: qsTrId("join.work.title")
    lead: qsTrId("join.work.lead")
    step: 3
    steps: 6
    keepsInput: true
    primaryText: qsTrId("frame.next")
    onPrimary: Join.goNext(Join.WorkStep) && page.go(Routes.joinUnion)

    WorkFields {
        onStreetAsked: page.go(Routes.joinStreet)
    }
}
