// A large thing to touch on Home: a drawing, a name, what it gives, and what is left of it now.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: tile

    property string note: ""
    required property string picture  // of assets/icons/tile-<picture>.svg
    property string chip: ""
    readonly property int drawing: Theme.compact ? Theme.iconLarge
                                   : Theme.wide ? Theme.target
                                   : Theme.tileIconMost * 0.9

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

        TileIcon {
            name: tile.picture
            size: tile.drawing
        }
        StateChip {
            Layout.alignment: Qt.AlignRight | Qt.AlignTop
            Layout.maximumWidth: tile.availableWidth - tile.drawing - Theme.gap
            visible: tile.chip !== "" && !Theme.compact
            text: tile.chip
            tone: StateChip.Good
            Accessible.ignored: true
        }
        Label {
            Layout.fillWidth: true
            Layout.columnSpan: Theme.compact ? 1 : 2
            Layout.fillHeight: Theme.compact
            Layout.preferredHeight: Theme.compact ? tile.drawing : implicitHeight
            text: tile.text
            font.pixelSize: Theme.compact ? Theme.typeBody : Theme.typeHeading * 1.12
            font.bold: true
            fontSizeMode: Theme.compact ? Text.Fit : Text.FixedSize
            minimumPixelSize: Math.round(Theme.typeSmall * 0.8)
            verticalAlignment: Text.AlignVCenter
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
