// A key of the board: Qt's keyboard handles the touch, KeyFace draws it. No alternates behind a long press, no preview.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import QtQuick.VirtualKeyboard.Styles

BaseKey {
    id: boardKey

    property int kind: KeyFace.Helper
    property string iconPath
    property string name: displayText
    property bool on: false
    property real size: kind === KeyFace.Letter ? KeyboardTheme.letterSize : KeyboardTheme.labelSize

    // As a touch would, for those who do not touch.
    function press(): void {
        if (!boardKey.noKeyEvent)
            InputContext.inputEngine.virtualKeyClick(boardKey.key, boardKey.text, Qt.NoModifier);
        boardKey.clicked();
    }

    functionKey: true
    noModifier: true
    showPreview: false
    highlighted: false
    // Qt's keyboard takes a key without a panel for a gap; ours is drawn below.
    keyPanelDelegate: KeyPanel {}
    Accessible.role: Accessible.Button
    Accessible.name: boardKey.name
    Accessible.onPressAction: boardKey.press()

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
