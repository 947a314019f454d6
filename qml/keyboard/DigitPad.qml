// Digits for the focused field: identity numbers (with X), phones, query codes. KeyboardPanel shows it by itself for a
// field that takes digits; a page may also place it alone.
pragma ComponentBehavior: Bound
import QtQuick
import Warmheart.Keyboard.Input

Item {
    id: pad

    // The X of identity numbers.
    property bool withX: false
    // 完成 leaves the field; false where the page has its own button for that.
    property bool withDone: true
    readonly property int columns: KeyboardTheme.padColumns
    readonly property real cellWidth: width / columns
    readonly property real cellHeight: height / KeyboardTheme.padRows

    implicitWidth: KeyboardTheme.padWidth
    implicitHeight: KeyboardTheme.padRows * KeyboardTheme.rowHeight

    Repeater {
        model: 10

        PadKey {
            required property int index
            // 1 to 9, then 0: three columns with 0 below 8, or two rows of five on a small screen.
            readonly property int column: KeyboardTheme.compact ? index % 5 : index === 9 ? 1 : index % 3
            readonly property int line: KeyboardTheme.compact ? Math.floor(index / 5) : Math.floor(index / 3)

            objectName: "pad_" + label
            label: (index + 1) % 10
            size: KeyboardTheme.digitSize
            x: column * pad.cellWidth
            y: line * pad.cellHeight
            width: pad.cellWidth
            height: pad.cellHeight
            onTapped: Typing.type(label)
        }
    }
    PadKey {
        objectName: "pad_X"
        visible: pad.withX
        enabled: visible
        label: "X"
        size: KeyboardTheme.digitSize
        x: KeyboardTheme.compact ? pad.cellWidth * 5 : 0
        y: KeyboardTheme.compact ? pad.cellHeight : pad.cellHeight * 3
        width: pad.cellWidth
        height: pad.cellHeight
        onTapped: Typing.type("X")
    }
    PadKey {
        objectName: "pad_backspace"
        kind: KeyFace.Helper
        //% "Erase"
        name: qsTrId("keyboard.erase")
        iconPath: "M9 5 H20 A1.5 1.5 0 0 1 21.5 6.5 V17.5 A1.5 1.5 0 0 1 20 19 H9 L2.5 12 Z "
                  + "M11.5 9 L17 15 M17 9 L11.5 15"
        x: pad.cellWidth * (KeyboardTheme.compact ? 5 : 3)
        width: pad.cellWidth
        height: pad.cellHeight
        onTapped: Typing.eraseOne()
    }
    PadKey {
        objectName: "pad_clear"
        kind: KeyFace.Helper
        //% "Clear"
        label: qsTrId("keyboard.clear")
        x: pad.cellWidth * (KeyboardTheme.compact ? 6 : 3)
        y: KeyboardTheme.compact ? 0 : pad.cellHeight
        width: pad.cellWidth
        height: pad.cellHeight
        onTapped: Typing.eraseAll()
    }
    PadKey {
        objectName: "pad_done"
        visible: pad.withDone
        enabled: visible
        kind: KeyFace.Primary
        //% "Done"
        label: qsTrId("keyboard.done")
        x: pad.cellWidth * (KeyboardTheme.compact ? 6 : 3)
        y: pad.cellHeight * (KeyboardTheme.compact ? 1 : 2)
        width: pad.cellWidth
        height: pad.cellHeight * (KeyboardTheme.compact ? 1 : 2)
        onTapped: Typing.done()
    }
}
