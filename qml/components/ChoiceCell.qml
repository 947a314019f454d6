// A cell of a choice: chosen shows as a tick and a frame of ink.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: cell

    property string note: ""
    property string iconName: ""
    property int iconSize: Theme.icon
    property bool bad: false

    says: note === "" ? text : text + ", " + note
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true

    background: Rectangle {
        radius: cell.corner
        color: cell.down ? Theme.quietPressed : Theme.surface
        border.width: cell.checked || cell.bad ? Theme.line * 2 : Theme.line
        border.color: cell.checked ? Theme.ink : cell.bad ? Theme.error : Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.gap

        Icon {
            name: cell.iconName
            size: cell.iconSize
            visible: name !== ""
            color: cell.checked ? Theme.ink : Theme.inkSecond
        }
        Column {
            Layout.fillWidth: true
            spacing: 0

            Label {
                width: parent.width
                text: cell.text
                font.pixelSize: Theme.typeLarge
                font.bold: cell.checked
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: cell.note
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: -Theme.gapTiny
        width: Theme.iconSmall * 1.15
        height: width
        radius: width / 2
        color: Theme.dark
        visible: cell.checked

        Icon {
            anchors.centerIn: parent
            name: "check"
            size: Theme.iconSmall * 0.8
            color: Theme.wordsOnDark
        }
    }
}
