// What others have left behind: kinds, days and numbers, and where to ask for it. Never more, so that nobody can claim
// a thing by reading.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "foundPage"
    section: qsTrId("help.title")
    title: qsTrId("found.title")
    lead: qsTrId("found.lead")
    scene: "lost"
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()
    Component.onCompleted: Staff.found.refresh()

    Notice {
        objectName: "nothingFound"
        width: parent.width
        visible: Staff.found.items.count === 0
        text: qsTrId("found.none")
    }
    Repeater {
        model: Staff.found.items

        AnswerCard {
            required property int index
            required property string name
            required property string detail

            objectName: "found-" + index
            width: page.bodyWidth
            title: name
            text: detail
        }
    }
}
