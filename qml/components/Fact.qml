// The one thing a person came for, readable from two steps away: a seat, a number, a code. What it is stands above it,
// what holds for it below.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: fact

    property string label: ""
    required property string value
    property string note: ""
    property int tone: StateChip.Good
    property int size: Theme.typeFact
    property int privacy: Voice.Open
    readonly property string aloud: label
    readonly property color words: tone === StateChip.Good ? Theme.good
                                   : tone === StateChip.Caution ? Theme.caution
                                   : Theme.ink

    implicitHeight: column.implicitHeight + 2 * (Theme.compact ? Theme.gapSmall : Theme.gap)
    radius: Theme.radiusLarge
    color: tone === StateChip.Good ? Theme.goodTint : tone === StateChip.Caution ? Theme.cautionTint : Theme.surface
    border.width: Theme.line
    border.color: tone === StateChip.Calm ? Theme.hairline : words
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: [label, value, note].filter(line => line !== "").join("\n")

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.pad

        Label {
            width: parent.width
            visible: text !== ""
            text: fact.label
            font.pixelSize: Theme.compact ? Theme.typeSmall / Theme.typeScale : Theme.typeBody
            color: fact.words
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Label {
            objectName: fact.objectName + "Value"
            width: parent.width
            text: fact.value
            font.pixelSize: fact.size
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.typeHeading
            wrapMode: Text.NoWrap
            lineHeight: Theme.compact ? 0.8 : Theme.tightLine
            color: fact.words
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Label {
            objectName: fact.objectName + "Note"
            width: parent.width
            visible: text !== ""
            text: fact.note
            font.pixelSize: Theme.compact ? Theme.typeLarge / Theme.typeScale * Theme.headScale : Theme.typeLarge
            lineHeight: Theme.tightLine
            color: fact.words
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
