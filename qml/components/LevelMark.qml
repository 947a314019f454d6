// How grave an alert is, by shape: so many of four bars, rising. The word beside it says the colour's name.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Row {
    id: mark

    required property int level  // 1 to 4
    property int size: Theme.iconSmall
    readonly property color tint: Theme.alertInks[level]

    spacing: Math.max(2, Math.round(Theme.levelBar / 2))
    height: size
    Accessible.ignored: true

    Repeater {
        model: 4

        Rectangle {
            required property int index

            y: mark.size - height
            width: Theme.levelBar
            height: Math.round(mark.size * (0.4 + 0.2 * index))
            radius: Theme.hair
            color: index < mark.level ? mark.tint : "transparent"
            border.width: Theme.hair
            border.color: mark.tint
        }
    }
}
