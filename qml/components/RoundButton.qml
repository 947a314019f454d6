// Back and Home: a drawing in a circle, with a spoken name.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Pressable {
    id: control

    property string iconName: ""  // else its letters

    implicitWidth: Theme.roundButton
    implicitHeight: Theme.roundButton
    corner: Theme.roundButton / 2

    background: Rectangle {
        radius: control.corner
        color: control.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: control.iconName
            visible: name !== ""
        }
        Label {
            anchors.centerIn: parent
            text: control.iconName === "" ? control.text : ""
            font.pixelSize: Theme.typeSign
            font.bold: true
            Accessible.ignored: true
        }
    }
}
