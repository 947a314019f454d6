// A small number changed by two large buttons: how many people. No typing.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: stepper

    required property string label
    required property int value
    property int from: 1
    property int to: 200
    property bool bare: false  // its label stands elsewhere
    signal changed(value: int)

    spacing: Theme.gap
    onValueChanged: if (less.activeFocus || more.activeFocus) Voice.announce(label + " " + value)

    Label {
        Layout.fillWidth: true
        visible: !stepper.bare
        text: stepper.label
        font.pixelSize: Theme.typeLarge
        Accessible.ignored: true
    }
    RoundButton {
        id: less

        objectName: stepper.objectName + "Less"
        iconName: "minus"
        says: qsTrId("stepper.less").arg(stepper.label)
        enabled: stepper.value > stepper.from
        opacity: enabled ? 1 : 0.4
        onClicked: stepper.changed(stepper.value - 1)
    }
    Label {
        objectName: stepper.objectName + "Value"
        Layout.minimumWidth: Theme.target
        text: stepper.value
        font.pixelSize: Theme.typeHeading
        font.bold: true
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.StaticText
        Accessible.name: stepper.label + " " + stepper.value
    }
    RoundButton {
        id: more

        objectName: stepper.objectName + "More"
        iconName: "plus"
        says: qsTrId("stepper.more").arg(stepper.label)
        enabled: stepper.value < stepper.to
        opacity: enabled ? 1 : 0.4
        onClicked: stepper.changed(stepper.value + 1)
    }
}
