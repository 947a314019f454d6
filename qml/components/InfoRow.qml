// A label and a value, as on the review page; optionally with a way to change it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

RowLayout {
    id: row

    required property string label
    required property string value
    property string changeWords: ""
    signal change

    spacing: Theme.gap
    visible: value !== ""

    Words {
        Layout.preferredWidth: Math.min(Theme.typeBody * 6.2, row.width * 0.34)
        Layout.alignment: Qt.AlignVCenter
        text: row.label
        color: Theme.inkSecond
    }
    Words {
        objectName: row.objectName + "Value"
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignVCenter
        text: row.value
        font.pixelSize: Theme.typeLarge
        lineHeight: 1.2
    }
    PillButton {
        objectName: row.objectName + "Change"
        visible: row.changeWords !== ""
        text: row.changeWords
        says: row.changeWords + " " + row.label
        onClicked: row.change()
    }
}
