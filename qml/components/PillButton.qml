// A small button in a row or beside a field: language, accessibility, "show", "clear".
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: control

    property string iconName: ""
    property color ground: Theme.surface
    property color words: Theme.ink
    property bool outlined: true

    corner: height / 2
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    topPadding: Theme.gapTiny
    bottomPadding: Theme.gapTiny
    font.pixelSize: Theme.typeBody

    background: Rectangle {
        radius: control.corner
        color: control.down ? Theme.quietPressed : control.ground
        border.width: control.checked ? Theme.line * 2 : control.outlined || Theme.highContrast ? Theme.line : 0
        border.color: control.checked ? Theme.ink : Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.gapSmall

        Icon {
            name: control.checked ? "check" : control.iconName
            size: Theme.iconSmall
            color: control.words
            visible: name !== ""
        }
        Text {
            Layout.fillWidth: true
            text: control.text
            font: control.font
            color: control.words
            wrapMode: Text.Wrap
            horizontalAlignment: control.iconName === "" ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }
    }
}
