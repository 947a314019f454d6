// A label and a value, as on the review page. Without a value there is no row.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

RowLayout {
    id: row

    required property string label
    required property string value

    spacing: Theme.gap
    visible: value !== ""

    Label {
        Layout.minimumWidth: Theme.labelWidth
        Layout.maximumWidth: Theme.labelWidth
        Layout.alignment: Qt.AlignTop
        text: row.label
        color: Theme.inkSecond
    }
    Label {
        objectName: row.objectName + "Value"
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        text: row.value
        font.pixelSize: Theme.typeBody
        font.bold: true
    }
}
