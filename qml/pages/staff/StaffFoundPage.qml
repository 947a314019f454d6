// Staff register what was left behind, by kind and place; the kiosk gives its number. What still lies here is handed
// over, or sent on when nobody has come in time.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffFoundPage"
    section: qsTrId("staff.title")
    title: qsTrId("found.staff")
    homeVisible: false
    primaryText: qsTrId("found.staff.add")
    primaryEnabled: Staff.found.complete
    onPrimary: Staff.found.add()
    Component.onCompleted: Staff.found.refresh()

    Notice {
        objectName: "foundNote"
        width: parent.width
        visible: Staff.found.note !== ""
        text: Staff.found.note
        tone: StateChip.Caution
    }
    ChoiceGrid {
        objectName: "foundKind"
        width: parent.width
        columns: Theme.largeFields ? 3 : 4
        label: qsTrId("found.staff.kind")
        choices: Staff.found.kinds
        chosen: Staff.found.kind
        onPicked: code => Staff.found.kind = code
    }
    ChoiceGrid {
        objectName: "foundPlace"
        width: parent.width
        columns: Theme.largeFields ? 3 : 5
        label: qsTrId("found.staff.place")
        choices: Staff.found.places
        chosen: Staff.found.place
        onPicked: code => Staff.found.place = code
    }
    Label {
        width: parent.width
        visible: Staff.found.items.count > 0
        text: qsTrId("found.staff.here")
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: Staff.found.items

        FoundLine {
            required property int index
            required property string name
            required property string detail

            objectName: "found-" + index
            width: page.bodyWidth
            title: name
            note: detail
        }
    }
}
