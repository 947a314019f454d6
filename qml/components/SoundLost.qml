// The sound device went while the voice was on: said where it can only be said, on the screen, without moving anything.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    objectName: "soundLost"
    width: Math.min(words.implicitWidth + 2 * Theme.pad, (parent?.width ?? 0) - 2 * Theme.margin)
    height: words.implicitHeight + 2 * Theme.gapSmall
    radius: Theme.radius
    visible: Voice.lost
    color: Theme.cautionTint
    border.width: Theme.line
    border.color: Theme.caution
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Label {
        id: words

        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 2 * Theme.pad)
        text: qsTrId("voice.lost")
        font.pixelSize: Theme.typeSmall
        color: Theme.caution
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
