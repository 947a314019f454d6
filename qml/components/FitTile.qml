// A tile whose size others decide: a drawing where there is room, and words that shrink before they are cut. A badge
// counts what waits behind it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Pressable {
    id: tile

    property string note: ""
    property string iconName: ""
    property int badge: 0
    property bool beside: false  // the drawing stands beside the words
    property int size: Theme.typeLarge
    readonly property real inset: Theme.compact ? Theme.gapTiny : Theme.gapSmall
    readonly property bool pair: beside && extra.visible  // the name stands on its note, in the middle
    readonly property bool drawn: iconName !== "" && (beside ? width > Theme.icon + size * 5
                                                              : height >= Theme.icon + size * 1.5 + 2 * inset)

    says: text + (note === "" ? "" : ", " + note) + (badge > 0 ? ", " + badge : "")

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.quietPressed : Theme.surface
        border.width: tile.checked ? Theme.line * 2 : Theme.line
        border.color: tile.checked ? Theme.ink : Theme.border
    }
    Item {
        anchors.fill: parent
        anchors.margins: tile.inset

        Icon {
            id: drawing

            x: tile.beside ? Theme.gapSmall : (parent.width - width) / 2
            y: tile.beside ? (parent.height - height) / 2
               : Math.max(0, (parent.height - height - Theme.gapTiny - tile.size * 1.4) / 2)
            visible: tile.drawn
            name: tile.iconName
            size: tile.beside && tile.height > 2 * Theme.iconLarge ? Theme.iconLarge : Theme.icon
            color: Theme.redInk
        }
        Text {
            id: words

            readonly property real from: tile.drawn && !tile.beside ? drawing.y + drawing.height + Theme.gapTiny : 0

            x: tile.beside && tile.drawn ? drawing.x + drawing.width + Theme.gapSmall : 0
            y: from
            width: parent.width - x
            height: (tile.pair ? parent.height / 2
                     : tile.note === "" || !extra.visible ? parent.height : parent.height - extra.height) - from
            text: tile.text
            font.family: Theme.fontFamily
            font.pixelSize: tile.size
            font.bold: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.8)
            wrapMode: Text.Wrap
            lineHeight: Theme.tightLine
            color: Theme.ink
            horizontalAlignment: tile.beside ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: tile.pair ? Text.AlignBottom
                               : tile.drawn && !tile.beside ? Text.AlignTop : Text.AlignVCenter
            Accessible.ignored: true
        }
        Label {
            id: extra

            x: words.x
            y: tile.pair ? parent.height / 2 + Theme.gapTiny : parent.height - height - Theme.gapTiny
            width: words.width
            visible: text !== "" && tile.height > tile.size * 1.4 + height + Theme.gapSmall * 3
            text: tile.note
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            horizontalAlignment: words.horizontalAlignment
            color: Theme.inkSecond
            Accessible.ignored: true
        }
    }

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gapTiny
        width: Math.max(height, count.implicitWidth + Theme.gapSmall)
        height: count.implicitHeight
        radius: height / 2
        color: Theme.dark
        visible: tile.badge > 0

        Label {
            id: count

            anchors.centerIn: parent
            text: tile.badge
            font.pixelSize: Theme.typeSmall / Theme.typeScale
            font.bold: true
            color: Theme.wordsOnDark
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
