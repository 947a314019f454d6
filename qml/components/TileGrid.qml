// Tiles of one size that fill the room there is. Each tile takes `cell` and `tall`; no row is lower than the tallest
// tile needs.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Grid {
    id: grid

    property int count: 0  // tiles that are shown
    property real room: 0  // the height there is for all of them
    property real least: Theme.target
    property real most: Theme.tileMost
    readonly property int lines: Math.max(1, Math.ceil(count / columns))
    readonly property real cell: Math.floor((width - (columns - 1) * columnSpacing) / columns)
    readonly property real share: Math.floor((room - (lines - 1) * rowSpacing) / lines)
    readonly property real needed: Array.from(children).reduce(
                                       (most, tile) => tile.visible ? Math.max(most, tile.implicitHeight) : most, least)
    readonly property real tall: Math.max(needed, Math.min(most, share))
    readonly property real neededHeight: lines * needed + (lines - 1) * rowSpacing

    columnSpacing: Theme.gap
    rowSpacing: Theme.compact ? Theme.gapSmall : Theme.gap
}
