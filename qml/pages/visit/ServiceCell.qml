// One service to take: a drawing, its name, what is left of it in words and shape.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: cell

    required property string code
    required property string stateText
    required property bool full
    required property bool limited
    required property bool byHand
    property real share: 0  // of its page's height: a larger cell has a larger drawing
    readonly property int drawing: Math.max(Theme.roundButton, Math.min(share * 0.42, Theme.tileIconMost * 0.9))

    says: text + ", " + stateText
    corner: Theme.radiusLarge
    padding: Theme.gap

    background: Rectangle {
        radius: cell.corner
        color: cell.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            Layout.preferredWidth: cell.drawing
            Layout.preferredHeight: cell.drawing
            radius: width / 2
            color: cell.full ? Theme.quiet : Theme.redTint
            border.width: Theme.highContrast ? Theme.line : 0
            border.color: Theme.border

            Icon {
                anchors.centerIn: parent
                name: "service-" + cell.code.toLowerCase()
                size: cell.drawing * 0.58
                color: cell.full ? Theme.inkSecond : Theme.redInk
            }
        }
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
            StateChip {
                width: Math.min(implicitWidth, parent.width)
                text: cell.stateText
                tone: cell.full ? StateChip.Caution : cell.limited ? StateChip.Good : StateChip.Calm
                iconName: cell.full ? "waiting" : cell.byHand ? "bell" : "done"
                Accessible.ignored: true
            }
        }
    }
}
