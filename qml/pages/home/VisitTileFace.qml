// What stands on the red tile: its name, how many seats are free, and the first services as buttons of their own at its
// lower edge. The rider stands in the room that is left beside the words and above the services, whole or not at all.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: face

    required property string title
    readonly property real leastHeight: head.height + quick.height + Theme.gapSmall
    readonly property real headRoom: height - quick.height - Theme.gapSmall  // above the services
    readonly property real freeWidth: width - Theme.gap - Math.max(name.implicitWidth,
                                                                   note.visible * note.implicitWidth,
                                                                   seats.visible * seats.width)
    readonly property real sceneRatio: 2
    signal taken

    implicitHeight: leastHeight

    Scene {
        anchors.right: parent.right
        y: face.headRoom - height
        name: Theme.compact ? "" : "rider"
        ratio: face.sceneRatio
        maxWidth: face.freeWidth
        maxHeight: Math.min(Theme.artHeight, face.headRoom)
    }
    Column {
        id: head

        width: parent.width
        spacing: Theme.gapTiny

        Label {
            id: name

            width: parent.width - (Theme.compact && seats.visible ? seats.width + Theme.gapSmall : 0)
            text: face.title
            font.pixelSize: Theme.compact ? Theme.typeTitle : Theme.typeDisplay
            font.bold: true
            fontSizeMode: Theme.compact ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Theme.typeBody / Theme.typeScale
            wrapMode: Theme.compact ? Text.NoWrap : Text.Wrap
            lineHeight: Theme.tightLine
            color: Theme.wordsOnRed
            Accessible.ignored: true
        }
        Label {
            id: note

            width: parent.width
            visible: !Theme.compact
            text: qsTrId("home.rest.note")
            font.pixelSize: Theme.wide ? Theme.typeBody : Theme.typeLarge
            lineHeight: Theme.tightLine
            color: Theme.wordsOnRedSecond
            Accessible.ignored: true
        }
    }
    Rectangle {
        id: seats

        x: Theme.compact ? parent.width - width : 0
        y: Theme.compact ? (name.height - height) / 2 : head.height + Theme.gapTiny
        visible: Visit.freeText !== "" && (Theme.compact || face.headRoom >= head.height + height + Theme.gapTiny)
        width: free.implicitWidth + 2 * Theme.gap
        height: free.implicitHeight + Theme.gapTiny
        radius: height / 2
        color: Theme.redPressed

        Label {
            id: free

            objectName: "freeSeats"
            anchors.centerIn: parent
            text: Visit.freeText
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.typeSmall
            color: Theme.wordsOnRed
            Accessible.ignored: true
        }
    }
    Grid {
        id: quick

        readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

        anchors.bottom: parent.bottom
        width: parent.width
        columns: Theme.compact ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapSmall

        Repeater {
            model: Visit.quick

            QuickService {
                required property int index

                objectName: "quick-" + code
                width: quick.cell
                visible: index < (!Theme.compact ? 4
                                  : Bulletin.alertLevel > 0 || Theme.windowHeight < 445 * Theme.unit ? 1 : 2)
                onClicked: {
                    Visit.choose(code);
                    face.taken();
                }
            }
        }
    }
}
