// A label and a value, as on the review page: one stop of the voice. Without a value there is no row.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: row

    required property string label
    required property string value
    property int privacy: Voice.Open
    readonly property string aloud: label

    spacing: Theme.gap
    visible: value !== ""
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: label + "\n" + value

    Label {
        Layout.minimumWidth: Theme.labelWidth
        Layout.maximumWidth: Theme.labelWidth
        Layout.alignment: Qt.AlignTop
        text: row.label
        color: Theme.inkSecond
        Accessible.ignored: true
    }
    Label {
        objectName: row.objectName + "Value"
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        text: row.value
        font.pixelSize: Theme.typeBody
        font.bold: true
        Accessible.ignored: true
    }
}
