// The signature under the declaration of the application, or why there is none.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinSignPage"
    section: qsTrId("join.title")
    title: qsTrId("join.sign.title")
    step: 5
    steps: 6
    keepsInput: true
    primaryText: qsTrId("frame.next")
    onPrimary: Join.goNext(Join.SignStep) && page.go(Routes.joinReview)

    Label {
        objectName: "declaration"
        width: parent.width
        text: qsTrId("join.sign.declaration")
        font.pixelSize: Theme.typeLarge
    }
    SignFields {}
}
