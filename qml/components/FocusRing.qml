// Shows where the keys of an external keypad are. Touch does not show it.
import QtQuick
import Warmheart.Ui

Rectangle {
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
}
