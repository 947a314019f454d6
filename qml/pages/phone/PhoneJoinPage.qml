// The form goes on on the rider's own phone. This machine is free at once, and says when it is done; then nothing of
// the code is left.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool saysOffline: Phone.offline && (!brief || (Theme.wide && !Appearance.largeType))
    readonly property bool coded: Phone.address !== "" && !Phone.done

    objectName: "phoneJoinPage"
    section: qsTrId("join.title")
    title: Phone.done ? Phone.progress : qsTrId("handoff.title")
    titleIcon: Phone.done ? "done" : ""
    lead: Phone.done || Theme.compact ? "" : qsTrId("handoff.lead")
    scene: Phone.done ? "envelope" : "phone-scan"
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()
    Component.onCompleted: {
        if (Phone.address === "")
            Phone.begin();
        Phone.use();
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
        side: Math.min(Theme.qrMost, page.bodyWidth, Math.max(Theme.qrLeast, page.bodyRoom))
        text: Phone.address
        says: qsTrId("handoff.title")
    }
    aside: [
        StateChip {
            id: progress

            objectName: "handoffProgress"
            visible: Phone.progress !== "" && !Phone.done
            anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
            width: parent ? Math.min(implicitWidth, parent.width) : 0
            text: Phone.progress
            tone: StateChip.Calm
            iconName: "phone"
        },
        Lines {
            objectName: "handoffLines"
            width: parent ? parent.width : 0
            visible: page.coded
            room: Theme.wide ? page.inner - page.headNeeds - (progress.visible ? progress.height + Theme.gap : 0) : 0
            font.pixelSize: page.brief ? Theme.typeSmall : Theme.typeBody
            color: Theme.inkSecond
            horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
            lines: [Phone.howMany, page.saysOffline ? qsTrId("handoff.offline") : ""]
        }
    ]
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
            onClicked: {
                Phone.begin();
                Phone.use();
            }
        }
    ]
}
