// Shows where the keys of an external keypad are: an outer line and an inner one, of which one stands out on whatever
// lies below (Theme). Touch does not show it.
import QtQuick
import Warmheart.Ui

Rectangle {
    id: ring

    required property bool shown
    property int outset: Theme.gapSmall
    property int inner: Theme.radius

    anchors.fill: parent
    anchors.margins: -outset
    radius: inner + outset
    visible: shown
    color: "transparent"
    border.width: Theme.focusLine
    border.color: Theme.focus

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.focusLine
        radius: ring.radius - Theme.focusLine
        color: "transparent"
        border.width: Theme.focusLine
        border.color: Theme.focusInner
    }
}
