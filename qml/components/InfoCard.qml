// A group of lines, as on the review page; optionally with a name and a way to change it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Rectangle {
    id: card

    property string title: ""
    property string changeWords: ""
    default property alias lines: column.data
    signal change

    width: parent.width
    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.highContrast ? 0 : Theme.hair
    border.color: Theme.hairline

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        spacing: Theme.gapSmall

        RowLayout {
            width: parent.width
            visible: card.title !== ""
            spacing: Theme.gap

            Label {
                Layout.fillWidth: true
                text: card.title
                font.bold: true
                color: Theme.ink
                Accessible.role: Accessible.Heading
            }
            PillButton {
                objectName: card.objectName + "Change"
                visible: card.changeWords !== ""
                text: card.changeWords
                says: card.changeWords + " " + card.title
                iconName: "pen"
                onClicked: card.change()
            }
        }
    }
}
