// A street pop-up or a meeting: one touch starts it, every sign-up and visit carries it until it ends. While it is on,
// the page is what stands at the stall: the two figures, and the code by which six phones sign up at once.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    property int people: 0
    property bool ending: false
    readonly property bool on: Staff.event.on
    readonly property bool codeWanted: on && Phone.address === "" && !Phone.failed

    function takeCode(): void {
        if (!page.codeWanted)
            return;
        Phone.begin();
        Phone.use();
    }

    objectName: "staffEventPage"
    section: qsTrId("staff.title")
    title: on ? Staff.event.title : qsTrId("staff.event")
    lead: on ? (Theme.compact ? "" : Staff.event.since) : qsTrId("staff.event.lead")
    scene: on && Theme.wide ? "" : "street-stand"
    homeVisible: false
    primaryText: !on ? "" : ending ? qsTrId("staff.event.end.sure") : qsTrId("staff.event.end")
    secondText: on && ending ? qsTrId("staff.event.go-on") : ""
    actCount: on ? 0 : 3
    actColumns: 1
    actMost: Theme.tileMost
    onPrimary: {
        if (page.ending)
            Staff.event.end(page.people);
        page.ending = !page.ending;
    }
    onSecond: page.ending = false
    onCodeWantedChanged: Qt.callLater(page.takeCode)
    Component.onCompleted: page.takeCode()

    Notice {
        objectName: "eventDone"
        width: parent.width
        visible: Staff.event.done !== ""
        text: Staff.event.done
        tone: StateChip.Good
    }
    Notice {
        objectName: "eventNote"
        width: parent.width
        visible: Staff.board.note !== ""
        text: Staff.board.note
        tone: StateChip.Caution
    }
    EventFigures {
        id: figures

        width: parent.width
        visible: page.on && !Theme.wide
        columns: 2
    }
    Stepper {
        id: count

        objectName: "eventPeople"
        width: parent.width
        visible: page.on && page.ending
        label: qsTrId("staff.event.people")
        from: 0
        value: page.people
        onChanged: value => page.people = Math.max(0, value)
    }
    QrPanel {
        objectName: "eventQr"
        visible: page.on && Phone.address !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        side: Math.min(Theme.qrMost, page.bodyWidth,
                       Math.max(Theme.qrLeast, page.bodyRoom - how.height - Theme.gap
                                               - (figures.visible ? figures.height + Theme.gap : 0)
                                               - (count.visible ? count.height + Theme.gap : 0)))
        text: Phone.address
        says: how.text
    }
    Label {
        id: how

        objectName: "eventHow"
        width: parent.width
        visible: page.on && text !== ""
        text: Phone.address !== "" ? qsTrId("staff.event.scan") : Phone.failed ? qsTrId("handoff.failed") : ""
        font.pixelSize: Theme.compact || Appearance.largeType ? Theme.typeBody : Theme.typeHeading
        horizontalAlignment: Text.AlignHCenter
        lineHeight: Theme.tightLine
    }

    aside: [
        EventFigures {
            width: parent ? parent.width : 0
            visible: page.on && Theme.wide
            columns: Theme.compact ? 1 : 2
        }
    ]
    acts: [
        Repeater {
            model: page.on ? [] : ["pop-up", "worker-meeting", "enterprise-meeting"]

            RowTile {
                required property string modelData

                objectName: "startEvent-" + modelData
                width: page.actCell
                height: page.actTall
                share: page.actMost
                text: qsTrId("staff.event." + modelData)
                iconName: modelData === "pop-up" ? "place" : modelData === "worker-meeting" ? "people" : "building"
                onClicked: Staff.event.start(modelData, "", Station.name)
            }
        }
    ]
}
