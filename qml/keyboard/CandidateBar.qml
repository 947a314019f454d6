// The words that the typed letters or the written strokes may mean, a page of them at a time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.VirtualKeyboard
import Warmheart.Keyboard.Input

Item {
    id: bar

    property real boardWidth: width
    readonly property alias count: pages.count
    readonly property real cellWidth: row.width / pages.cells

    implicitHeight: KeyboardTheme.barHeight

    CandidatePages {
        id: pages
        source: InputContext.inputEngine.wordCandidateListModel
        cells: Math.floor((bar.boardWidth - 2 * KeyboardTheme.cell) / KeyboardTheme.cell)
    }
    Text {
        anchors.fill: row
        anchors.leftMargin: KeyboardTheme.radius
        visible: pages.count === 0
        text: Typing.page === Typing.Handwriting
              //% "Write one character below"
              ? qsTrId("keyboard.hint.handwriting")
              : Typing.page !== Typing.Pinyin ? ""
              : Typing.field === Typing.Name
              //% "Spell the surname first; surnames come first here"
              ? qsTrId("keyboard.hint.name")
              //% "Spell the sound, then tap the character here"
              : qsTrId("keyboard.hint.pinyin")
        color: KeyboardTheme.quietInk
        font.family: KeyboardTheme.fontFamily
        font.pixelSize: KeyboardTheme.labelSize
        fontSizeMode: Text.Fit
        minimumPixelSize: KeyboardTheme.leastSize
        verticalAlignment: Text.AlignVCenter
    }
    // Placed by themselves: a positioner would place them a frame later, and a quick finger would meet another word.
    Item {
        id: row
        width: bar.boardWidth - 2 * KeyboardTheme.cell
        height: bar.height

        Repeater {
            model: pages

            Candidate {
                required property int index
                required property string text
                required property int cells
                required property int start

                objectName: "candidate_" + index
                label: text
                first: index === 0 && !pages.hasPrevious
                x: bar.cellWidth * start
                width: bar.cellWidth * cells
                height: row.height
                onTapped: pages.choose(index)
            }
        }
    }
    Row {
        anchors.left: row.right
        height: bar.height
        visible: pages.hasNext || pages.hasPrevious

        PadKey {
            objectName: "candidates_previous"
            width: KeyboardTheme.cell
            height: bar.height
            kind: KeyFace.Helper
            enabled: pages.hasPrevious
            opacity: enabled ? 1 : 0.35
            iconPath: "M15 5 L8 12 L15 19"
            //% "Earlier words"
            name: qsTrId("keyboard.previous")
            onTapped: pages.previous()
        }
        PadKey {
            objectName: "candidates_next"
            width: KeyboardTheme.cell
            height: bar.height
            kind: KeyFace.Helper
            enabled: pages.hasNext
            opacity: enabled ? 1 : 0.35
            iconPath: "M9 5 L16 12 L9 19"
            //% "More words"
            name: qsTrId("keyboard.next")
            onTapped: pages.next()
        }
    }
}
