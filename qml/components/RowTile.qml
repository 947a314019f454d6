// Somewhere to go, as a row: a drawing, a word, what it gives, and the arrow that says it is a button.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: tile

    property string note: ""
    property string iconName: ""
    property string picture: ""  // instead of the icon: of assets/icons/tile-<picture>.svg
    property bool strong: false  // what most come for: the one red tile of its page
    property bool grave: false  // an emergency
    property int size: Theme.typeHeading
    property real share: 0  // of its page's height: a larger tile has a larger drawing
    readonly property int drawing: Math.max(Theme.compact ? Theme.icon : Theme.iconLarge,
                                            Math.min(share * 0.42, Theme.tileIconMost))
    readonly property color words: strong ? Theme.wordsOnRed : Theme.ink

    says: note === "" ? text : text + ", " + note
    corner: Theme.radiusLarge
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    topPadding: Theme.gapSmall
    bottomPadding: Theme.gapSmall

    background: Rectangle {
        radius: tile.corner
        color: tile.strong ? (tile.down ? Theme.redPressed : Theme.red)
               : tile.down ? Theme.quietPressed
               : Theme.surface
        border.width: tile.strong ? 0 : Theme.line
        border.color: tile.grave ? Theme.error : Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.gap

        TileIcon {
            visible: tile.picture !== ""
            name: tile.picture
            size: tile.drawing
        }
        Icon {
            visible: tile.picture === ""
            name: tile.iconName
            size: tile.drawing
            color: tile.strong ? Theme.wordsOnRed : Theme.redInk
        }
        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: 0

            Label {
                width: parent.width
                text: tile.text
                font.pixelSize: tile.size
                font.bold: true
                lineHeight: Theme.tightLine
                color: tile.words
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: tile.note
                font.pixelSize: Theme.typeSmall
                lineHeight: Theme.tightLine
                color: tile.strong ? Theme.wordsOnRedSecond : Theme.inkSecond
                Accessible.ignored: true
            }
        }
        Icon {
            name: "forward"
            size: Theme.iconSmall
            color: tile.strong ? Theme.wordsOnRed : Theme.border
        }
    }
}
