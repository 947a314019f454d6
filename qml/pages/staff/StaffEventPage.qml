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
    title: Staff.eventOn ? Staff.eventTitle : qsTrId("staff.event")
    lead: Staff.eventOn ? Staff.eventText : qsTrId("staff.event.lead")
    homeVisible: false
    primaryText: !Staff.eventOn ? "" : ending ? qsTrId("staff.event.end.sure") : qsTrId("staff.event.end")
    secondText: Staff.eventOn && ending ? qsTrId("staff.event.go-on") : ""
    onPrimary: {
        if (page.ending)
            Staff.endEvent(page.people);
        page.ending = !page.ending;
    }
    onSecond: page.ending = false

    Notice {
        objectName: "eventDone"
        width: parent.width
        visible: Staff.eventDone !== ""
        text: Staff.eventDone
        tone: StateChip.Good
    }
    Notice {
        objectName: "eventNote"
        width: parent.width
        visible: Staff.note !== ""
        text: Staff.note
        tone: StateChip.Caution
    }
    Stepper {
        objectName: "eventPeople"
        width: parent.width
        visible: Staff.eventOn && page.ending
        label: qsTrId("staff.event.people")
        from: 0
        value: page.people
        onChanged: value => page.people = Math.max(0, value)
    }
    Repeater {
        model: Staff.eventOn ? [] : ["pop-up", "worker-meeting", "enterprise-meeting"]

        BigButton {
            required property string modelData

            objectName: "startEvent-" + modelData
            width: page.bodyWidth
            kind: BigButton.Second
            text: qsTrId("staff.event." + modelData)
            onClicked: Staff.startEvent(modelData, "", Station.name)
        }
    }
}
