// The form goes on on the rider's own phone. This machine is free at once, and says when it is done; then nothing of
// the code is left.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool coded: Phone.address !== "" && !Phone.done

    objectName: "phoneJoinPage"
    section: qsTrId("join.title")
    title: Phone.done ? Phone.progress : qsTrId("handoff.title")
    titleIcon: Phone.done ? "done" : ""
    lead: Phone.done ? "" : qsTrId("handoff.lead")
    scene: Phone.done ? "envelope" : "phone-scan"
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()
    Component.onCompleted: {
        if (Phone.address === "")
            Phone.begin();
    }

    Notice {
        objectName: "handoffFailed"
        width: parent.width
        visible: Phone.failed
        text: qsTrId("handoff.failed")
        tone: StateChip.Bad
    }
    QrPanel {
        objectName: "handoffQr"
        visible: page.coded
        anchors.horizontalCenter: parent.horizontalCenter
        side: Math.min(Theme.qrMost, page.bodyWidth, Math.max(Theme.qrLeast, page.bodyRoom - notes.height - Theme.gap))
        text: Phone.address
        says: qsTrId("handoff.title")
    }
    Column {
        id: notes

        width: parent.width
        spacing: Theme.gapSmall

        StateChip {
            objectName: "handoffProgress"
            visible: Phone.progress !== "" && !Phone.done
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(implicitWidth, parent.width)
            text: Phone.progress
            tone: StateChip.Calm
            iconName: "phone"
        }
        Label {
            width: parent.width
            visible: page.coded
            text: Phone.howMany
            color: Theme.inkSecond
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            objectName: "handoffOffline"
            width: parent.width
            visible: Phone.offline && page.coded && (!page.brief || Theme.wide)
            text: qsTrId("handoff.offline")
            font.pixelSize: Theme.typeSmall
            color: Theme.inkSecond
            horizontalAlignment: Text.AlignHCenter
        }
    }

    actCount: Phone.done ? 2 : 0
    acts: [
        RowTile {
            objectName: "restAct"
            width: page.actCell
            height: page.actTall
            visible: Phone.done
            text: qsTrId("rest.title")
            picture: "rest"
            onClicked: page.startOver(Routes.visit)
        },
        RowTile {
            objectName: "againAct"
            width: page.actCell
            height: page.actTall
            visible: Phone.done
            text: qsTrId("handoff.next")
            iconName: "phone"
            onClicked: Phone.begin()
        }
    ]
}
