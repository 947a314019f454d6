// A few lines that belong together: whose, when, where, what to bring. Never taller than its room: it shrinks first.
import QtQuick
import Warmheart.Ui

Label {
    property var lines: []
    property real room: 0  // 0: as tall as it is

    visible: text !== ""
    text: lines.filter(line => line !== "").join("\n")
    height: room > 0 ? Math.min(room, natural.implicitHeight) : natural.implicitHeight
    fontSizeMode: Text.Fit
    font.pixelSize: Theme.typeBody
    minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.8)

    Label {
        id: natural

        width: parent.width
        visible: false
        text: parent.text
        font: parent.font
    }
}
