// The template of pages where something is typed, read or answered: the shell, and between header and foot a working
// area that scrolls by buttons too. The field being typed in is moved into sight. A page that leaves room may have a
// scene there.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageShell {
    id: frame

    readonly property real bodyWidth: bodyColumn.width
    property bool twoColumns: Theme.wide && !Theme.compact
    property bool scrolls: true
    property bool asideShown: lead !== "" || (title !== "" && !Theme.compact)
    default property alias body: bodyColumn.data
    property alias aside: asideColumn.data

    readonly property Item focused: Window.activeFocusItem
    // For the body to be seen whole.
    readonly property real bodyRoom: room - bodyColumn.y + drop - Theme.gapLarge
    // Where no picture fills what a short page leaves, the page begins lower.
    readonly property real drop: typing || twoColumns || !(Theme.lowered || Theme.compact) ? 0
                                 : Math.max(0, room - asideColumn.implicitHeight - bodyColumn.implicitHeight
                                               - 3 * Theme.gapLarge) * (Theme.lowered ? 0.3 : 0.12)

    function reveal(item: Item): void {
        const place = item.mapToItem(bodyColumn.parent, 0, 0);
        const highest = Math.max(0, area.contentHeight - area.height);
        const top = place.y - Theme.gapLarge - Theme.typeBody * Theme.lineHeight;
        const bottom = place.y + item.height + Theme.typeSmall * 2 * Theme.lineHeight + Theme.gapSmall - area.height;
        if (area.contentY > top || area.contentY < bottom)
            area.contentY = Math.max(0, Math.min(highest, Math.min(top, Math.max(bottom, area.contentY))));
    }
    function within(item: Item): bool {
        return item !== null && (item.parent === area.contentItem || (item.parent !== null && within(item.parent)));
    }
    function revealFocused(): void {
        if (frame.within(frame.focused))
            frame.reveal(frame.focused);
    }

    objectName: "pageFrame"
    view: scrolls ? area : null
    footLeft: twoColumns ? bodyColumn.x : Theme.margin
    onFocusedChanged: soon.restart()
    onRoomChanged: soon.restart()
    onPrimary: errors.locate()

    // When the heights have settled.
    Timer {
        id: soon

        interval: 1
        onTriggered: frame.revealFocused()
    }
    ErrorLocator {
        id: errors

        root: bodyColumn
        onFound: flaw => {
            frame.reveal(flaw);
            if (Voice.on)
                (flaw.activeFocusOnTab ? flaw : flaw.nextItemInFocusChain(true)).forceActiveFocus(Qt.TabFocusReason);
        }
    }

    Flickable {
        id: area

        objectName: "workingArea"
        anchors.fill: parent
        contentHeight: page.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        onContentHeightChanged: {
            returnToBounds();
            if (frame.typing)
                soon.restart();
        }
        onHeightChanged: returnToBounds()

        Item {
            id: page

            width: area.width
            height: Math.max(asideColumn.implicitHeight * asideColumn.visible, 0) * (frame.twoColumns ? 0 : 1)
                    + (frame.twoColumns ? Math.max(asideColumn.implicitHeight, bodyColumn.implicitHeight)
                                        : bodyColumn.implicitHeight + Theme.gapLarge) + Theme.gapLarge

            Column {
                id: asideColumn

                x: Theme.margin
                y: frame.twoColumns ? Theme.gapSmall : frame.drop
                width: frame.twoColumns ? Math.round(area.width * 0.34) : area.width - 2 * Theme.margin
                spacing: Theme.gap
                visible: frame.asideShown

                RowLayout {
                    width: parent.width
                    visible: frame.title !== "" && !Theme.compact
                    spacing: Theme.gap

                    Icon {
                        name: frame.titleIcon
                        visible: name !== ""
                        size: Theme.iconLarge
                        color: Theme.good
                    }
                    Label {
                        objectName: "pageTitle"
                        Layout.fillWidth: true
                        text: frame.title
                        font.pixelSize: Theme.typeTitle
                        font.bold: true
                        lineHeight: Theme.tightLine
                        Accessible.role: Accessible.Heading
                    }
                }
                Label {
                    objectName: "pageLead"
                    width: parent.width
                    visible: text !== ""
                    text: frame.lead
                    color: Theme.inkSecond
                }
            }

            Column {
                id: bodyColumn

                x: frame.twoColumns ? asideColumn.x + asideColumn.width + Theme.gapHuge * 2 : Theme.margin
                y: frame.twoColumns ? Theme.gapSmall
                   : frame.drop + (asideColumn.visible ? asideColumn.implicitHeight + Theme.gapLarge : Theme.gapSmall)
                width: area.width - x - Theme.margin
                spacing: Theme.gapLarge
            }

            Scene {
                readonly property real under: frame.twoColumns ? asideColumn.y + asideColumn.implicitHeight
                                              : bodyColumn.y + bodyColumn.implicitHeight
                readonly property real room: frame.room - under - 2 * Theme.gapLarge

                name: frame.typing || Theme.lowered ? "" : frame.scene
                maxWidth: frame.twoColumns ? asideColumn.width : bodyColumn.width
                maxHeight: Math.min(room, frame.height * Theme.artShare)
                x: Theme.margin + (maxWidth - width) / 2
                y: under + Theme.gapLarge + (room - height) / 2
            }
        }
    }
}
