// A number for what can wait, apart from those of emergencies and with its own words. Nothing of it is a button.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: card

    required property string name
    required property string detail
    readonly property bool spell: true  // by the voice: 1 2 3 5 1

    implicitHeight: words.implicitHeight + 2 * (Theme.compact ? Theme.gapSmall : Theme.gap)
    radius: Theme.radiusLarge
    color: Theme.quiet
    border.width: Theme.highContrast ? Theme.line : 0
    border.color: Theme.border
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: name + " " + detail + ", " + qsTrId("help.emergency.hotline")

    Column {
        id: words

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap

        Label {
            width: parent.width
            text: Theme.compact ? card.detail : card.detail + "  " + card.name
            font.pixelSize: Theme.compact ? Theme.typeTitle : Theme.typeHeading
            font.bold: true
            lineHeight: Theme.tightLine
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: Theme.compact || !Appearance.largeType
            text: Theme.compact ? card.name : qsTrId("help.emergency.hotline")
            font.pixelSize: Theme.typeSmall / Theme.typeScale
            lineHeight: Theme.tightLine
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSecond
            Accessible.ignored: true
        }
    }
}
