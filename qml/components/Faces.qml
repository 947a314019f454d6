// Three faces, one touch: how it was. Of whom is not known. Afterwards a line of thanks stands in their place.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: faces

    required property string question
    required property bool asked
    property string said: ""  // thanks, or what went wrong
    readonly property bool brief: Theme.compact || Appearance.largeType || Appearance.loweredControls
    readonly property real cell: (width - 2 * row.spacing) / 3
    signal picked(face: string)

    spacing: Theme.gapSmall
    visible: asked || said !== ""

    Label {
        objectName: "faceWords"
        width: parent.width
        visible: text !== "" && (!faces.asked || !Theme.compact)
        text: faces.asked ? faces.question : faces.said
        font.pixelSize: faces.brief ? Theme.typeSmall : Theme.typeBody
        lineHeight: Theme.tightLine
        color: Theme.inkSecond
    }
    Row {
        id: row

        spacing: Theme.gapSmall
        visible: faces.asked

        Repeater {
            model: ["good", "fair", "poor"]

            Pressable {
                id: face

                required property string modelData
                readonly property string word: qsTrId("face." + modelData)

                objectName: "face-" + modelData
                width: faces.cell
                height: faces.brief ? Theme.target : Theme.fieldHeight
                says: word
                onClicked: faces.picked(modelData)

                background: Rectangle {
                    radius: face.corner
                    color: face.down ? Theme.quietPressed : Theme.surface
                    border.width: Theme.line
                    border.color: Theme.border
                }
                Row {
                    anchors.centerIn: parent
                    spacing: Theme.gapSmall

                    Icon {
                        name: "face-" + face.modelData
                        color: Theme.redInk
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: face.width > implicitWidth + Theme.icon + Theme.gap * 2
                        text: face.word
                        font.pixelSize: Theme.typeSmall
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
