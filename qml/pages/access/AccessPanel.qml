// Language, large type, contrast, night, lowered controls, quiet motion: over any page, without leaving it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

FocusScope {
    id: panel

    // The rows may stand taller than the layout says while its sentences wrap (Qt 6.4).
    readonly property real tall: Math.max(column.implicitHeight, column.childrenRect.height)
    readonly property Item focused: Window.activeFocusItem
    signal closed

    // What the keys have reached comes into sight.
    function reveal(item: Item): void {
        const top = item.mapToItem(view.contentItem, 0, 0).y - Theme.gapSmall;
        const bottom = top + item.height + 2 * Theme.gapSmall - view.height;
        view.contentY = Math.max(0, Math.min(top, Math.max(bottom, view.contentY)));
    }
    function within(item: Item): bool {
        return item !== null && (item === column || panel.within(item.parent));
    }

    objectName: "accessPanel"
    focus: true
    onFocusedChanged: if (panel.within(panel.focused)) panel.reveal(panel.focused)
    Accessible.role: Accessible.Dialog
    Accessible.name: qsTrId("look.access")
    Keys.onEscapePressed: closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea {
        anchors.fill: parent
        onClicked: panel.closed()
    }
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Math.min(parent.height, panel.tall + done.height + Theme.margin + 2 * Theme.gapLarge)
        color: Theme.ground

        MouseArea {
            anchors.fill: parent
        }
        Flickable {
            id: view

            anchors.top: parent.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: done.top
            anchors.margins: Theme.margin - Theme.gapSmall
            anchors.bottomMargin: Theme.gap
            contentHeight: panel.tall + 2 * column.y
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            AccessSwitches {
                id: column

                x: Theme.gapSmall
                y: Theme.gapSmall
                width: view.width - 2 * x
            }
        }
        PageFoot {
            id: done

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            view: view
            slack: Theme.gapTiny
            primaryText: qsTrId("look.done")
            onPrimary: panel.closed()
        }
    }
}
