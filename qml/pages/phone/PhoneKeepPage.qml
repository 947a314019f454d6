// The card, kept on the rider's phone: the code holds the card itself in its fragment, which never reaches a server.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    objectName: "phoneKeepPage"
    section: qsTrId("mycard.section")
    title: qsTrId("keep.title")
    lead: qsTrId("keep.lead")
    scene: "phone-scan"
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    QrPanel {
        objectName: "keepQr"
        visible: Phone.keepAddress !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        side: Math.min(Theme.qrMost, page.bodyWidth, Math.max(Theme.qrLeast, page.bodyRoom))
        text: Phone.keepAddress
        says: qsTrId("keep.title")
    }
}
