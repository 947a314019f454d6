// The buttons at the foot of a page: "primary" is the next step, "second" stands beside it, "plain" is quiet. On a low
// screen the words shrink before the foot grows.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: control

    enum Kind { Primary, Second, Plain }

    property int kind: BigButton.Primary
    property string iconName: ""
    property bool busy: false
    readonly property bool strong: kind === BigButton.Primary
    readonly property int least: strong || kind === BigButton.Second ? Theme.primaryHeight : Theme.fieldHeight
    readonly property color words: strong ? Theme.wordsOnRed : Theme.ink

    corner: Theme.radiusLarge
    implicitHeight: Theme.compact ? least : Math.max(least, implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.compact ? Theme.gapSmall : Theme.pad
    rightPadding: leftPadding
    topPadding: Theme.gapSmall
    bottomPadding: Theme.gapSmall
    font.bold: true
    font.pixelSize: kind === BigButton.Plain ? Theme.typeLarge : Theme.typeHeading

    background: Rectangle {
        radius: control.corner
        color: control.strong ? (control.down || control.busy ? Theme.redPressed : Theme.red)
               : control.down ? Theme.quietPressed
               : control.kind === BigButton.Plain ? Theme.quiet
               : Theme.surface
        border.width: control.strong ? 0 : Theme.line
        border.color: Theme.border
    }

    contentItem: RowLayout {
        spacing: Theme.gap

        Item {
            Layout.fillWidth: true
        }
        Icon {
            name: control.iconName
            size: Theme.icon
            color: control.words
            // Beside the words only where these stay on their line: a gap lies at each end of the row, too.
            visible: control.iconName !== ""
                     && control.width >= words.Layout.maximumWidth + size + 3 * Theme.gap + 2 * control.leftPadding
        }
        Text {
            id: words

            Layout.fillWidth: true
            Layout.fillHeight: Theme.compact
            Layout.maximumWidth: Math.ceil(implicitWidth)
            text: control.text
            font: control.font
            color: control.words
            wrapMode: Text.WordWrap
            fontSizeMode: Theme.compact ? Text.Fit : Text.FixedSize
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.8)
            lineHeight: Theme.compact ? Theme.tightLine : 1
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        Item {
            Layout.fillWidth: true
        }
    }
}
