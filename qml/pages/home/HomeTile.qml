// A white tile in Home's grid: half of its width.
import QtQuick.Layouts
import Warmheart.Ui

Tile {
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1
}
