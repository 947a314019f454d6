// A street pop-up or a meeting: one touch starts it, every sign-up and visit carries it until it ends, with a tally.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property int people: 0
    property bool ending: false

    objectName: "staffEventPage"
    section: qsTrId("staff.title")
    title: Staff.event.on ? Staff.event.title : qsTrId("staff.event")
    lead: Staff.event.on ? Staff.event.text : qsTrId("staff.event.lead")
    homeVisible: false
    primaryText: !Staff.event.on ? "" : ending ? qsTrId("staff.event.end.sure") : qsTrId("staff.event.end")
    secondText: Staff.event.on && ending ? qsTrId("staff.event.go-on") : ""
    onPrimary: {
        if (page.ending)
            Staff.event.end(page.people);
        page.ending = !page.ending;
    }
    onSecond: page.ending = false

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
    Stepper {
        objectName: "eventPeople"
        width: parent.width
        visible: Staff.event.on && page.ending
        label: qsTrId("staff.event.people")
        from: 0
        value: page.people
        onChanged: value => page.people = Math.max(0, value)
    }
    Repeater {
        model: Staff.event.on ? [] : ["pop-up", "worker-meeting", "enterprise-meeting"]

        BigButton {
            required property string modelData

            objectName: "startEvent-" + modelData
            width: page.bodyWidth
            kind: BigButton.Second
            text: qsTrId("staff.event." + modelData)
            onClicked: Staff.event.start(modelData, "", Station.name)
        }
    }
}
