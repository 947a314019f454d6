// A station of the finder: its number on the map, its name, how far and in which direction, whether it is open now.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: tile

    required property string code
    required property string name
    required property int number
    required property string where
    required property string hoursText
    required property bool open
    required property bool hours
    required property bool sameStreet
    readonly property string near: sameStreet && number === 0 ? qsTrId("help.finder.near") : ""
    readonly property int disc: Theme.compact ? Theme.icon : Theme.iconLarge

    objectName: "station-" + code
    text: name + near
    says: (number > 0 ? number + ", " : "") + text + ", " + where + ", " + hoursText
    corner: Theme.radiusLarge
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    topPadding: Theme.gapSmall
    bottomPadding: Theme.gapSmall

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            Layout.preferredWidth: tile.disc
            Layout.preferredHeight: tile.disc
            visible: tile.number > 0
            radius: width / 2
            color: tile.open ? Theme.good : Theme.surface
            border.width: Theme.line
            border.color: tile.open ? Theme.good : Theme.inkSecond

            Label {
                anchors.centerIn: parent
                text: tile.number
                font.pixelSize: Theme.typeSign
                font.bold: true
                color: tile.open ? Theme.surface : Theme.inkSecond
                Accessible.ignored: true
            }
        }
        Icon {
            visible: tile.number === 0
            name: "place"
            size: tile.disc
            color: Theme.redInk
        }
        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: 0

            Label {
                width: parent.width
                text: tile.text
                font.pixelSize: Theme.typeLarge
                font.bold: true
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: tile.where
                font.pixelSize: Theme.typeSmall
                lineHeight: Theme.tightLine
                color: Theme.inkSecond
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: tile.hoursText
                font.pixelSize: Theme.typeSmall
                lineHeight: Theme.tightLine
                color: tile.open ? Theme.good : Theme.inkSecond
                Accessible.ignored: true
            }
        }
        Icon {
            name: "forward"
            size: Theme.iconSmall
            color: Theme.border
        }
    }
}
