// One way to fill the form in: a drawing, or the code that is scanned right here, and beside it or below what it is.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Pressable {
    id: tile

    property string note: ""
    required property string scene
    property string code: ""  // a QR code instead of the drawing
    property bool beside: true
    readonly property real inset: Theme.compact ? Theme.gapSmall : Theme.gap
    readonly property real artLeast: code === "" ? 0 : Theme.qrLeast
    readonly property real artWidth: beside ? Math.max(artLeast, Math.round(width * Theme.wayShare)) : width - 2 * inset
    readonly property real artHeight: beside ? height - 2 * inset : height - words.implicitHeight - 3 * inset

    says: note === "" ? text : text + ", " + note
    corner: Theme.radiusLarge
    implicitHeight: Math.max(Theme.target, beside ? Math.max(words.implicitHeight, artLeast) + 2 * inset
                                             : words.implicitHeight + artLeast + 3 * inset)

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }

    Item {
        id: art

        x: tile.inset
        y: tile.inset
        width: tile.artWidth
        height: tile.artHeight

        Scene {
            anchors.centerIn: parent
            name: tile.code === "" ? tile.scene : ""
            maxWidth: parent.width
            maxHeight: parent.height
        }
        QrPanel {
            objectName: "handoffQr"
            anchors.centerIn: parent
            visible: tile.code !== ""
            side: Math.max(tile.artLeast, Math.min(parent.width, parent.height, Theme.qrSide))
            text: tile.code
            says: tile.text
        }
    }
    Column {
        id: words

        x: tile.beside ? art.x + art.width + tile.inset : tile.inset
        y: tile.beside ? (tile.height - height) / 2 : art.y + art.height + tile.inset
        width: tile.width - x - tile.inset
        spacing: Theme.gapTiny

        Label {
            width: parent.width
            text: tile.text
            font.pixelSize: Theme.compact ? Theme.typeLarge : Theme.typeHeading
            font.bold: true
            lineHeight: Theme.tightLine
            horizontalAlignment: tile.beside ? Text.AlignLeft : Text.AlignHCenter
            Accessible.ignored: true
        }
        Label {
            objectName: tile.objectName + "Note"
            width: parent.width
            visible: text !== ""
            text: tile.note
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            horizontalAlignment: tile.beside ? Text.AlignLeft : Text.AlignHCenter
            color: Theme.inkSecond
            Accessible.ignored: true
        }
    }
}
