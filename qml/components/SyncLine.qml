// Whether the station is in touch with the centre: calm words, a drawing, a colour. Offline is a normal state.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: line

    readonly property color tint: Sync.state === Sync.Current ? Theme.good
                                  : Sync.state === Sync.NeedsYou ? Theme.error
                                  : Theme.caution

    spacing: Theme.gapSmall
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: Sync.sentence

    Icon {
        name: Sync.state === Sync.Current ? "received"
              : Sync.state === Sync.Offline ? "offline"
              : Sync.state === Sync.Waiting ? "waiting"
              : "needs-you"
        size: Theme.iconSmall
        color: line.tint
    }
    Label {
        objectName: "syncSentence"
        Layout.fillWidth: true
        text: Sync.sentence
        font.pixelSize: Theme.typeSmall
        lineHeight: Theme.tightLine
        color: Theme.inkSecond
        Accessible.ignored: true
    }
}
