// A key of the board: Qt's keyboard handles the touch, KeyFace draws it. No alternates behind a long press, no preview.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.VirtualKeyboard.Components
import QtQuick.VirtualKeyboard.Styles

BaseKey {
    id: boardKey

    property int kind: KeyFace.Helper
    property string iconPath
    property string name: displayText
    property bool on: false
    property real size: kind === KeyFace.Letter ? KeyboardLook.letterSize : KeyboardLook.labelSize

    functionKey: true
    noModifier: true
    showPreview: false
    highlighted: false
    keyPanelDelegate: KeyPanel {
        KeyFace {
            anchors.fill: parent
            label: boardKey.displayText
            iconPath: boardKey.iconPath
            kind: boardKey.kind
            size: boardKey.size
            down: boardKey.pressed
            on: boardKey.on
        }
    }
    Accessible.role: Accessible.Button
    Accessible.name: boardKey.name
    Accessible.onPressAction: boardKey.clicked()
}
