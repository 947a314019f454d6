// A state in words, shape and colour together; the outline of the icon differs for each tone. The voice says it when it
// changes.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: chip

    enum Tone { Good, Caution, Bad, Calm }

    required property string text
    required property int tone
    property string iconName: tone === StateChip.Good ? "done"
                              : tone === StateChip.Caution ? "waiting"
                              : tone === StateChip.Bad ? "error"
                              : "info"
    readonly property color words: tone === StateChip.Good ? Theme.good
                                   : tone === StateChip.Caution ? Theme.caution
                                   : tone === StateChip.Bad ? Theme.error
                                   : Theme.inkSecond

    implicitHeight: row.implicitHeight + 2 * Theme.gapSmall
    implicitWidth: row.implicitWidth + 2 * Theme.gap
    radius: Math.min(height / 2, Theme.radiusLarge)
    color: tone === StateChip.Good ? Theme.goodTint
           : tone === StateChip.Caution ? Theme.cautionTint
           : tone === StateChip.Bad ? Theme.errorTint
           : Theme.quiet
    border.width: Theme.highContrast ? Theme.line : 0
    border.color: words
    onTextChanged: if (visible && !Accessible.ignored) Voice.announce(text)
    activeFocusOnTab: Voice.on && text !== "" && !Accessible.ignored
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    RowLayout {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: Math.min(implicitWidth, chip.width - 2 * Theme.gap)
        spacing: Theme.gapSmall

        Icon {
            name: chip.iconName
            size: Theme.iconSmall
            color: chip.words
        }
        Label {
            Layout.fillWidth: true
            text: chip.text
            color: chip.words
            font.pixelSize: Theme.typeSmall
            Accessible.ignored: true
        }
    }
}
