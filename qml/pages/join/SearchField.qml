// A place or a union, sought while somebody types: letters that the input method still holds count too. What is sought
// changes only when nothing is under a finger any more.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Field {
    id: field

    property string typed: ""
    property string sought: ""
    readonly property string entered: typed + input.preeditText

    width: parent ? parent.width : 0
    hint: qsTrId("search.hint")
    value: typed
    maximumLength: 24
    onEdited: text => field.typed = text
    onEnteredChanged: soon.restart()

    Timer {
        id: soon

        interval: 1
        onTriggered: field.sought = field.entered
    }
}
