// Looks like a field, opens a list: the street, the union.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Column {
    id: field

    required property string label
    required property string value
    property string hint: ""
    property string error: ""
    property string iconName: ""
    signal asked

    spacing: Theme.gapSmall

    Label {
        width: parent.width
        text: field.label
        color: Theme.inkSecond
        Accessible.ignored: true
    }
    Pressable {
        objectName: field.objectName + "Button"
        width: parent.width
        height: Math.max(implicitHeight, Theme.fieldHeight)
        text: field.value === "" ? field.hint : field.value
        says: field.label + ", " + text
        leftPadding: Theme.pad
        rightPadding: Theme.pad
        topPadding: Theme.gapSmall
        bottomPadding: Theme.gapSmall
        onClicked: field.asked()

        background: Rectangle {
            radius: Theme.radius
            color: field.error !== "" ? Theme.errorTint : Theme.surface
            border.width: field.error !== "" ? Theme.line * 2 : Theme.line
            border.color: field.error !== "" ? Theme.error : Theme.border
        }
        contentItem: RowLayout {
            spacing: Theme.gap

            Icon {
                name: field.iconName
                visible: name !== ""
                color: Theme.redInk
            }
            Label {
                Layout.fillWidth: true
                text: field.value === "" ? field.hint : field.value
                font.pixelSize: field.value === "" ? Theme.typeBody : Theme.typeLarge
                lineHeight: Theme.tightLine
                color: field.value === "" ? Theme.hint : Theme.ink
                Accessible.ignored: true
            }
            Icon {
                name: "forward"
                size: Theme.iconSmall
                color: Theme.border
            }
        }
    }
    FieldError {
        objectName: field.objectName + "Error"
        width: parent.width
        text: field.error
    }
}
