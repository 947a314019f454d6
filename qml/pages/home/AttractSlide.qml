// One slide: a picture as large as the words leave room, a title to be read from the street, a few lines. A wide screen
// has the picture beside the words.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: slide

    required property string title
    property var lines: []
    property RowList rows: null  // names, at most `mostRows`
    required property string picture
    property string pictureKind: "scene"
    property real pictureRatio: Theme.sceneRatio
    readonly property int mostRows: Theme.compact ? 4 : 6
    readonly property real half: Theme.wide ? (width - Theme.gapHuge) / 2 : width

    Scene {
        id: scene

        kind: slide.pictureKind
        name: slide.picture
        ratio: slide.pictureRatio
        maxWidth: slide.half
        maxHeight: Theme.wide ? slide.height : slide.height - words.implicitHeight - Theme.gapLarge
        x: (slide.half - width) / 2
        y: Theme.wide ? (slide.height - height) / 2 : 0
    }
    Column {
        id: words

        x: Theme.wide && scene.shown ? slide.half + Theme.gapHuge : 0
        y: Theme.wide ? Math.max(0, (slide.height - implicitHeight) / 2)
           : scene.height + (slide.height - scene.height - implicitHeight) / 2
        width: Theme.wide && scene.shown ? slide.half : slide.width
        spacing: Theme.compact ? Theme.gapTiny : Theme.gap

        Label {
            objectName: "attractTitle"
            width: parent.width
            text: slide.title
            font.pixelSize: Theme.wide ? Theme.typeTitle : Theme.typeDisplay
            font.bold: true
            lineHeight: Theme.tightLine
            Accessible.role: Accessible.Heading
        }
        Repeater {
            model: slide.lines

            Label {
                required property string modelData

                width: words.width
                visible: modelData !== ""
                text: modelData
                font.pixelSize: Theme.compact ? Theme.typeBody : Theme.typeHeading
                lineHeight: Theme.tightLine
            }
        }
        Flow {
            width: parent.width
            visible: slide.rows !== null
            spacing: Theme.compact ? Theme.gapSmall : Theme.gap

            Repeater {
                model: slide.rows

                StateChip {
                    required property int index
                    required property string name

                    width: Math.min(implicitWidth, words.width)
                    visible: index < slide.mostRows
                    text: name
                    tone: StateChip.Calm
                    iconName: "check"
                }
            }
        }
    }
}
