// A group of what is kept: a name, and below it when and how it stands.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

InfoCard {
    id: list

    required property RowList rows

    Repeater {
        model: list.rows

        Column {
            id: line

            required property string name
            required property string detail

            readonly property int privacy: Voice.Private
            readonly property string aloud: list.title

            width: list.width - 2 * Theme.pad
            activeFocusOnTab: Voice.on
            Accessible.role: Accessible.StaticText
            Accessible.name: name + "\n" + detail

            Label {
                width: parent.width
                text: line.name
                font.bold: true
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: line.detail
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }
}
