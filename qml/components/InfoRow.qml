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
        Layout.minimumWidth: Theme.labelWidth
        Layout.maximumWidth: Theme.labelWidth
        Layout.alignment: Qt.AlignTop
        text: row.label
        color: Theme.inkSecond
    }
    Words {
        objectName: row.objectName + "Value"
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        text: row.value
        font.pixelSize: Theme.typeBody
        font.bold: true
    }
    PillButton {
        objectName: row.objectName + "Change"
        visible: row.changeWords !== ""
        text: row.changeWords
        says: row.changeWords + " " + row.label
        onClicked: row.change()
    }
}
