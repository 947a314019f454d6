// The template of what has come of something: a scene, one sentence, the fact that is taken along, what to do next.
// It never scrolls: all of it is seen at once, on every screen and in every size of type. The scene takes what room is
// left, and goes first. A wide page has the scene and the sentence on the left.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageShell {
    id: frame

    property color titleColor: Theme.good
    default property alias body: bodyColumn.data  // the fact and what belongs to it
    property alias aside: asideColumn.data  // below the sentence, where a wide page has it on the left
    property alias acts: actGrid.data  // tiles: RowTile with actGrid's `cell` and `tall`
    property int actCount: 0
    property int actColumns: 2
    property real actMost: Theme.actMost
    property real leadShare: 1  // of a wide page's height: the most that the sentence's second line takes
    property real paneShare: Theme.paneShare  // of a wide page: the scene and the sentence

    readonly property bool brief: Theme.compact || Appearance.largeType || Appearance.loweredControls
    readonly property real bodyWidth: bodyColumn.width
    readonly property int actLines: actGrid.lines
    readonly property real actCell: actGrid.cell
    readonly property real actTall: actGrid.tall
    readonly property real gaps: Theme.gapLarge
    readonly property real inner: room - Theme.gapSmall
    readonly property real actNeeds: actCount > 0 ? actGrid.neededHeight + gaps : 0
    readonly property real headNeeds: headColumn.implicitHeight > 0 ? headColumn.implicitHeight + gaps : 0
    readonly property real asideNeeds: asideColumn.implicitHeight > 0 ? asideColumn.implicitHeight + gaps : 0
    // For the body to be seen whole.
    readonly property real bodyRoom: inner - actNeeds - (Theme.wide ? 0 : headNeeds + asideNeeds)
    // For the scene, when the rest has its room.
    readonly property real sceneRoom: Theme.wide ? inner - headNeeds - asideNeeds
                                      : bodyRoom - bodyColumn.implicitHeight - gaps
    readonly property real sceneNeeds: picture.shown ? picture.height + gaps : 0
    // What is left over, in equal parts between the blocks.
    readonly property real spare: Math.max(0, Theme.wide ? bodyRoom - bodyColumn.implicitHeight
                                              : sceneRoom + gaps - sceneNeeds)
    readonly property real above: bodyColumn.implicitHeight > 0 || actCount > 0 ? 0.15 : 0.4  // of what is left over
    readonly property real actShare: actCount > 0 ? Math.min(spare * 0.5, actLines * actMost) : 0
    readonly property bool saidInFull: true  // by the voice, when it comes
    readonly property real overflow: Theme.wide ? Math.max(headNeeds + asideNeeds - gaps - inner,
                                                           bodyColumn.implicitHeight - bodyRoom)
                                     : bodyColumn.implicitHeight - bodyRoom
    readonly property real leftWidth: Theme.wide ? Math.round(width * paneShare) - Theme.margin
                                      : width - 2 * Theme.margin
    readonly property real rightX: Theme.wide ? Theme.margin + leftWidth + Theme.gapHuge : Theme.margin

    objectName: "outcomeFrame"
    footLeft: Theme.compact ? Theme.margin : rightX

    Scene {
        id: picture

        name: Theme.lowered ? "" : frame.scene
        maxWidth: frame.leftWidth
        maxHeight: Math.min(frame.sceneRoom, frame.height * Theme.artShare)
        x: Theme.margin + (frame.leftWidth - width) / 2
        y: Theme.wide ? Math.max(0, (frame.sceneRoom - height) / 2) : frame.spare * frame.above
    }
    Column {
        id: headColumn

        x: Theme.margin
        y: picture.shown ? picture.y + picture.height + frame.gaps
           : Theme.wide ? Math.max(0, (frame.inner - implicitHeight - frame.asideNeeds) * 0.3)
           : frame.spare * frame.above
        width: frame.leftWidth
        spacing: Theme.gapSmall

        RowLayout {
            width: parent.width
            visible: frame.title !== "" && !Theme.compact
            spacing: Theme.gap

            Icon {
                name: frame.titleIcon
                visible: name !== ""
                size: Theme.iconLarge
                color: frame.titleColor
            }
            Label {
                objectName: "pageTitle"
                Layout.fillWidth: true
                text: frame.title
                font.pixelSize: frame.brief || Theme.wide ? Theme.typeTitle : Theme.typeDisplay
                font.bold: true
                lineHeight: Theme.tightLine
                Accessible.role: Accessible.Heading
            }
        }
        Lines {
            objectName: "pageLead"
            width: parent.width
            room: Theme.wide ? frame.inner * frame.leadShare - (Theme.compact ? 0 : y) : 0
            lines: [frame.lead]
            font.pixelSize: Theme.compact || Appearance.largeType ? Theme.typeBody : Theme.typeLarge
            color: Theme.inkSecond
        }
    }
    Column {
        id: asideColumn

        x: Theme.margin
        y: Theme.wide ? headColumn.y + headColumn.implicitHeight + frame.gaps
           : bodyColumn.y + bodyColumn.implicitHeight + frame.gaps
        width: frame.leftWidth
        spacing: Theme.gap
    }
    Column {
        id: bodyColumn

        x: frame.rightX
        y: Theme.wide ? (frame.spare - frame.actShare) / 2
           : headColumn.y + headColumn.implicitHeight + frame.gaps + (frame.spare - frame.actShare) * 0.3
        width: frame.width - x - Theme.margin
        spacing: Theme.gap
    }
    TileGrid {
        id: actGrid

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapSmall
        x: frame.rightX
        width: frame.width - x - Theme.margin
        visible: frame.actCount > 0
        columns: Appearance.largeType && !Theme.wide ? 1 : frame.actColumns
        count: frame.actCount
        most: frame.actMost
        room: neededHeight + frame.actShare
    }
}
