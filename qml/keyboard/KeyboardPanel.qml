// The keyboard of the kiosk: letters, handwriting or digits, whichever the focused field takes. Main.qml places it
// once, at the bottom, and keeps the focused field above it: panelHeight is what it covers. It is drawn only while a
// field has the focus.
import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Warmheart.Keyboard.Input

Item {
    id: panel
    objectName: "keyboardPanel"

    // Pixels of one dp (0.3 mm on the real screen).
    property real unit: 1.24
    // "warm", "contrast" or "night".
    property string theme: "warm"
    property bool largeType: false
    // Height of the screen in pixels: rows and sizes are chosen by it.
    property real roomHeight: 1920
    // The screen speaks English: Latin letters first in fields that are not names.
    property bool latinFirst: false

    readonly property bool active: Typing.field !== Typing.None
    readonly property bool digits: Typing.field === Typing.Digits || Typing.field === Typing.Phone
                                   || Typing.field === Typing.Identity
    // Words are offered for Pinyin and handwriting; letters and signs type themselves.
    readonly property bool words: !digits && (Typing.page === Typing.Pinyin || Typing.page === Typing.Handwriting)
    readonly property real panelHeight: active ? height : 0
    // The field was left by the done key.
    signal finished

    function wipe() {
        Typing.wipe();
    }

    visible: active
    implicitHeight: digits ? pad.implicitHeight + 2 * KeyboardTheme.gap
                           : (words ? KeyboardTheme.barHeight : 0) + KeyboardTheme.keysHeight + 2 * KeyboardTheme.gap
    height: implicitHeight

    Binding { target: KeyboardTheme; property: "roomWidth"; value: panel.width; when: panel.width > 0 }
    Binding { target: KeyboardTheme; property: "roomHeight"; value: panel.roomHeight }
    Binding { target: KeyboardTheme; property: "unit"; value: panel.unit }
    Binding { target: KeyboardTheme; property: "theme"; value: panel.theme }
    Binding { target: KeyboardTheme; property: "largeType"; value: panel.largeType }
    Binding { target: Typing; property: "latinFirst"; value: panel.latinFirst }
    Connections {
        target: Typing
        function onFinished() { panel.finished() }
    }
    Rectangle {
        anchors.fill: parent
        color: KeyboardTheme.board

        Rectangle {
            width: parent.width
            height: KeyboardTheme.edge
            color: KeyboardTheme.boardEdge
        }
    }
    // A touch between the keys goes nowhere.
    MouseArea { anchors.fill: parent }

    CandidateBar {
        objectName: "candidateBar"
        anchors.horizontalCenter: parent.horizontalCenter
        y: KeyboardTheme.gap
        width: KeyboardTheme.keysWidth
        visible: panel.words
    }
    Loader {
        id: board
        objectName: "boardLoader"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: KeyboardTheme.gap
        width: KeyboardTheme.keysWidth
        visible: !panel.digits
        // Not at start: with the first field, or a moment later while nobody waits.
        active: false
        sourceComponent: InputPanel {
            objectName: "inputPanel"
            width: KeyboardTheme.keysWidth
        }
    }
    DigitPad {
        id: pad
        objectName: "digitPad"
        anchors.horizontalCenter: parent.horizontalCenter
        y: KeyboardTheme.gap
        width: implicitWidth
        visible: panel.digits
        withX: Typing.field === Typing.Identity
    }
    // What the four keys have chosen.
    Rectangle {
        objectName: "fourKeysRing"
        visible: KeypadNavigation.on
        x: KeypadNavigation.frame.x
        y: KeypadNavigation.frame.y
        width: KeypadNavigation.frame.width
        height: KeypadNavigation.frame.height
        radius: KeyboardTheme.radius
        color: "transparent"
        border.width: KeyboardTheme.edge * 4
        border.color: KeyboardTheme.ring

        Rectangle {
            anchors.fill: parent
            anchors.margins: KeyboardTheme.edge * 4
            radius: Math.max(0, parent.radius - anchors.margins)
            color: "transparent"
            border.width: KeyboardTheme.edge * 2
            border.color: KeyboardTheme.ringInner
        }
    }
    Binding { target: KeypadNavigation; property: "board"; value: panel }
    Timer {
        interval: 1500
        running: true
        onTriggered: board.active = true
    }
    onActiveChanged: board.active = true

    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = ["zh_CN"];
        VirtualKeyboardSettings.locale = "zh_CN";
        VirtualKeyboardSettings.defaultInputMethodDisabled = true;
        VirtualKeyboardSettings.defaultDictionaryDisabled = true;
    }
}
