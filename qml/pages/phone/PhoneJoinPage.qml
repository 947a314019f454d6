// The form goes on on the rider's own phone. This machine is free at once, and says when it is done.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "phoneJoinPage"
    section: qsTrId("join.title")
    title: Phone.done ? Phone.progress : qsTrId("handoff.title")
    titleIcon: Phone.done ? "done" : ""
    lead: qsTrId("handoff.lead")
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()
    Component.onCompleted: Phone.begin()

    Notice {
        objectName: "handoffFailed"
        width: parent.width
        visible: Phone.failed
        text: qsTrId("handoff.failed")
        tone: StateChip.Bad
    }
    QrPanel {
        objectName: "handoffQr"
        visible: Phone.address !== "" && !Phone.done
        anchors.horizontalCenter: parent.horizontalCenter
        text: Phone.address
        says: qsTrId("handoff.title")
    }
    StateChip {
        objectName: "handoffProgress"
        visible: Phone.progress !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        text: Phone.progress
        tone: Phone.done ? StateChip.Good : StateChip.Calm
        iconName: Phone.done ? "received" : "phone"
    }
    Label {
        width: parent.width
        text: Phone.howMany
        color: Theme.inkSecond
        horizontalAlignment: Text.AlignHCenter
    }
    Notice {
        objectName: "handoffOffline"
        width: parent.width
        visible: Phone.offline && Phone.address !== ""
        text: qsTrId("handoff.offline")
        iconName: "offline"
    }
}
