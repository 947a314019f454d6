// Name, document and number, mobile. Sex and birth date follow from the number and are not asked.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinIdentityPage"
    section: qsTrId("join.title")
    scene: "card-reader"
    title: qsTrId("join.identity.title")
    lead: qsTrId("join.identity.lead")
    step: 2
    steps: 6
    keepsInput: true
    primaryText: qsTrId("frame.next")
    onPrimary: Join.goNext(Join.IdentityStep) && page.go(Routes.joinWork)

    RecentTile {
        width: parent.width
        recent: Join.identity.recent
        visible: offered && Join.identity.name === ""
        onTypedTaken: Join.identity.useRecent()
    }
    IdentityFields {
        form: Join.identity
    }
}
