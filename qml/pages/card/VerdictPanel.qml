// One large sign and one large word; the sentence beneath says what follows from it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: panel

    required property int tone
    required property string iconName
    required property string title
    required property string text
    readonly property color words: tone === StateChip.Good ? Theme.good
                                   : tone === StateChip.Caution ? Theme.caution
                                   : Theme.error

    implicitHeight: grid.implicitHeight + 2 * Theme.gapLarge
    radius: Theme.radiusLarge
    color: tone === StateChip.Good ? Theme.goodTint : tone === StateChip.Caution ? Theme.cautionTint : Theme.errorTint
    border.width: Theme.line * 2
    border.color: words
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title + "\n" + text

    GridLayout {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.gapLarge
        columns: Theme.wide ? 2 : 1
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gap

        Icon {
            Layout.alignment: Theme.wide ? Qt.AlignVCenter : Qt.AlignHCenter
            name: panel.iconName
            size: Theme.compact ? Theme.roundButton * 1.2 : Theme.roundButton * 2
            color: panel.words
        }
        Column {
            Layout.fillWidth: true
            spacing: Theme.gapSmall

            Label {
                objectName: panel.objectName + "Title"
                width: parent.width
                horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
                text: panel.title
                font.pixelSize: Theme.typeDisplay
                font.bold: true
                lineHeight: Theme.tightLine
                color: panel.words
                Accessible.ignored: true
            }
            Label {
                objectName: panel.objectName + "Text"
                width: parent.width
                horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
                text: panel.text
                font.pixelSize: Theme.typeLarge
                Accessible.ignored: true
            }
        }
    }
}
