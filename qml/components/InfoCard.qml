// A group of lines on the review page.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Rectangle {
    id: card

    required property string title
    default property alias lines: column.data

    width: parent.width
    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.line
    border.color: Theme.hairline

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        spacing: Theme.gapSmall

        Words {
            width: parent.width
            text: card.title
            font.bold: true
            color: Theme.redInk
            Accessible.role: Accessible.Heading
        }
    }
}
