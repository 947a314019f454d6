// A large thing to touch on Home: a drawing, a name, what it gives, and what is left of it now.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: tile

    property string note: ""
    property string iconName: ""
    property string chip: ""

    says: text + ", " + note + (chip === "" ? "" : ", " + chip)
    corner: Theme.radiusLarge
    padding: Theme.compact ? Theme.gap : Theme.wide ? Theme.pad * 0.8 : Theme.gapLarge

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }
    contentItem: GridLayout {
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.compact || Theme.wide ? Theme.gapTiny : Theme.gapSmall

        Rectangle {
            Layout.preferredWidth: Theme.compact ? Theme.icon : Theme.wide ? Theme.target : Theme.roundButton
            Layout.preferredHeight: Layout.preferredWidth
            radius: width / 2
            color: Theme.compact ? "transparent" : Theme.redTint
            border.width: Theme.highContrast && !Theme.compact ? Theme.line : 0
            border.color: Theme.red

            Icon {
                anchors.centerIn: parent
                name: tile.iconName
                size: parent.width * (Theme.compact ? 1 : 0.58)
                color: Theme.redInk
            }
        }
        StateChip {
            Layout.alignment: Qt.AlignRight | Qt.AlignTop
            Layout.maximumWidth: tile.availableWidth - Theme.roundButton - Theme.gap
            visible: tile.chip !== "" && !Theme.compact
            text: tile.chip
            tone: StateChip.Good
            Accessible.ignored: true
        }
        Label {
            Layout.fillWidth: true
            Layout.columnSpan: Theme.compact ? 1 : 2
            text: tile.text
            font.pixelSize: Theme.compact ? Theme.typeBody : Theme.typeHeading * 1.12
            font.bold: true
            lineHeight: Theme.tightLine
            Accessible.ignored: true
        }
        Label {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.columnSpan: 2
            visible: !Theme.compact
            text: tile.note
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            color: Theme.inkSecond
            Accessible.ignored: true
        }
    }
}
