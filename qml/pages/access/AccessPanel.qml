// Language, large type, contrast, night, lowered controls, quiet motion: over any page, without leaving it.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

FocusScope {
    id: panel

    // The rows may stand taller than the layout says while its sentences wrap (Qt 6.4).
    readonly property real tall: Math.max(column.implicitHeight, column.childrenRect.height)
    signal closed

    objectName: "accessPanel"
    focus: true
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
