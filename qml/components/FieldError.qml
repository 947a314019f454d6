// The sentence beside a field: what is wrong and what to do. Takes no room while there is nothing to say.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: line

    required property string text

    readonly property string arriving: visible ? text : ""
    onArrivingChanged: Voice.announce(arriving)

    visible: text !== ""
    activeFocusOnTab: Voice.on
    spacing: Theme.gapSmall
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: Math.max(0, (Theme.typeSmall * Theme.fontLine - Theme.iconSmall) / 2)
        name: "alert"
        size: Theme.iconSmall
        color: Theme.error
    }
    Label {
        Layout.fillWidth: true
        text: line.text
        color: Theme.error
        font.pixelSize: Theme.typeSmall
        Accessible.ignored: true
    }
}
