// One session or booking to touch: what, when, where, and its state in words and shape.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: cell

    required property string code
    required property string when
    required property string place
    required property string stateText
    required property bool atOnce
    required property bool closed

    says: text + ", " + when + ", " + place + ", " + stateText
    corner: Theme.radiusLarge
    padding: Theme.pad

    background: Rectangle {
        radius: cell.corner
        color: cell.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }
    contentItem: GridLayout {
        columns: Theme.largeFields ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapSmall

        Column {
            Layout.fillWidth: true
            spacing: Theme.gapTiny

            Label {
                width: parent.width
                text: cell.text
                font.pixelSize: Theme.typeHeading
                font.bold: true
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: cell.when
                font.pixelSize: Theme.typeLarge
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: cell.place
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
        StateChip {
            Layout.maximumWidth: cell.availableWidth
            text: cell.stateText
            tone: cell.closed ? StateChip.Calm : cell.atOnce ? StateChip.Good : StateChip.Caution
            iconName: cell.closed ? "close" : cell.atOnce ? "done" : "waiting"
            Accessible.ignored: true
        }
    }
}
