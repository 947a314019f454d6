// Paper to sign on with a finger, a line to sign above, and in its corner a button to begin again.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: field

    required property SignatureStrokes strokes
    property string error: ""
    property string hint: ""
    property bool locked: false

    spacing: Theme.gapSmall

    Rectangle {
        width: parent.width
        height: Theme.signatureHeight
        radius: Theme.radiusLarge
        color: Theme.paper
        border.width: field.error !== "" ? Theme.line * 2 : Theme.line
        border.color: field.error !== "" ? Theme.error : Theme.border
        opacity: field.locked ? 0.4 : 1

        Rectangle {
            x: Theme.gapHuge
            y: parent.height * 0.76
            width: parent.width - 2 * x
            height: Theme.line
            color: Theme.paperLine
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height * 0.78
            text: field.hint
            color: Theme.paperInkSecond
            font.pixelSize: Theme.typeSmall
            visible: field.strokes.empty
        }
        SignaturePad {
            objectName: field.objectName + "Pad"
            anchors.fill: parent
            anchors.margins: Theme.line * 2
            enabled: !field.locked
            strokes: field.strokes
            inkColor: Theme.paperInk
            inkWidth: Theme.inkWidth
            Accessible.role: Accessible.Canvas
            Accessible.name: field.hint
        }
        PillButton {
            objectName: field.objectName + "Clear"
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.gapSmall
            visible: !field.strokes.empty && !field.locked
            text: qsTrId("sign.again")
            iconName: "again"
            ground: Theme.paper
            words: Theme.paperInk
            onClicked: field.strokes.clear()
        }
    }
    FieldError {
        objectName: field.objectName + "Error"
        width: parent.width
        text: field.error
    }
}
