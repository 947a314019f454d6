// The template of a choice: a question, and tiles that fill the page. What must be known before the choice stands above
// the tiles, what is beside it below them. Where all tiles do not fit, the page scrolls as every page does.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

PageFrame {
    id: frame

    property alias above: aboveColumn.data
    property alias below: belowColumn.data
    default property alias tiles: grid.data  // each takes `cell` and `tall`
    property alias count: grid.count
    property alias columns: grid.columns
    property alias most: grid.most
    readonly property real cell: grid.cell
    readonly property real tall: grid.tall
    readonly property real share: grid.share  // of the room, for each row
    readonly property real aboveNeeds: aboveColumn.implicitHeight > 0 ? aboveColumn.implicitHeight + Theme.gapLarge : 0
    readonly property real belowNeeds: belowColumn.implicitHeight > 0 ? belowColumn.implicitHeight + Theme.gapLarge : 0

    Column {
        id: aboveColumn

        width: parent.width
        spacing: Theme.gap
    }
    TileGrid {
        id: grid

        width: parent.width
        visible: count > 0
        room: frame.bodyRoom - frame.aboveNeeds - frame.belowNeeds
    }
    Column {
        id: belowColumn

        width: parent.width
        spacing: Theme.gap
    }
}
