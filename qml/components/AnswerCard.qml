// A question and its answer, open from the start: nobody has to find out that it can be opened.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: card

    required property string title
    required property string text
    property int privacy: Voice.Open
    property string aloud: title

    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.highContrast ? 0 : Theme.hair
    border.color: Theme.hairline
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: title + "\n" + text

    Rectangle {
        x: Theme.pad
        y: Theme.pad + (Theme.typeLarge * Theme.fontLine * Theme.tightLine - height) / 2
        width: Theme.gapTiny * 1.5
        height: Theme.typeLarge
        radius: width / 2
        color: Theme.amber
    }
    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        anchors.leftMargin: Theme.pad * 2
        spacing: Theme.gapTiny

        Label {
            width: parent.width
            visible: text !== ""
            text: card.title
            font.pixelSize: Theme.typeLarge
            font.bold: true
            lineHeight: Theme.tightLine
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: card.text
            Accessible.ignored: true
        }
    }
}
