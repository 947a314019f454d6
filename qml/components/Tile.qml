// A large thing to touch on Home: a drawing, a name, what it gives.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: tile

    property string note: ""
    property string iconName: ""

    says: text + ", " + note
    corner: Theme.radiusLarge
    padding: Theme.compact ? Theme.gap : Theme.gapLarge

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }
    contentItem: GridLayout {
        columns: Theme.compact ? 2 : 3
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gapSmall

        Rectangle {
            Layout.preferredWidth: Theme.roundButton
            Layout.preferredHeight: Theme.roundButton
            radius: width / 2
            color: Theme.redTint
            border.width: Theme.highContrast ? Theme.line : 0
            border.color: Theme.red

            Icon {
                anchors.centerIn: parent
                name: tile.iconName
                size: Theme.compact ? Theme.icon : Theme.roundButton * 0.58
                color: Theme.redInk
            }
        }
        Column {
            Layout.fillWidth: true
            spacing: 0

            Words {
                width: parent.width
                text: tile.text
                font.pixelSize: Theme.typeHeading * 1.12
                font.bold: true
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                visible: !Theme.compact
                text: tile.note
                font.pixelSize: Theme.typeSmall
                lineHeight: Theme.tightLine
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
        Words {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.columnSpan: 2
            visible: Theme.compact
            text: tile.note
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            color: Theme.inkSecond
            Accessible.ignored: true
        }
        Icon {
            name: "forward"
            visible: !Theme.compact
            color: Theme.border
        }
    }
}
