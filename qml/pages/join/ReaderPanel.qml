// The reader of ID cards, large: an arrow towards it and what it says.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: panel

    property bool brief: false
    readonly property string text: Reader.present ? Reader.sentence : qsTrId("reader.gone")
    readonly property string arriving: Reader.cardLeft ? text : ""

    onArrivingChanged: Voice.announce(arriving)

    implicitHeight: row.implicitHeight + 2 * (Theme.compact ? Theme.gap : Theme.gapLarge)
    radius: Theme.radiusLarge
    color: Theme.amberTint
    border.width: Theme.highContrast ? Theme.line : 0
    border.color: Theme.border
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: text + " " + qsTrId("join.reader.reads")

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gapLarge
        anchors.rightMargin: Theme.gapLarge
        spacing: Theme.gapLarge

        Icon {
            name: "card"
            visible: !Theme.compact || !Appearance.largeType
            size: Theme.compact ? Theme.iconLarge : Theme.roundButton
            color: Theme.redInk
        }
        Column {
            Layout.fillWidth: true
            spacing: Theme.gapTiny

            Label {
                width: parent.width
                text: panel.text
                font.pixelSize: Theme.compact ? Theme.typeBody : Theme.typeLarge
                font.bold: true
                Accessible.ignored: true
            }
            Label {
                objectName: "readerReads"
                width: parent.width
                visible: !panel.brief || !Appearance.largeType
                text: qsTrId("join.reader.reads")
                font.pixelSize: Theme.compact ? Theme.typeSmall : Theme.typeBody
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }
}
