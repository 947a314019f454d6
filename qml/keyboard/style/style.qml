// What Qt's keyboard asks a style for. The keys draw themselves (KeyFace); here are the size and the writing area.
import QtQuick
import QtQuick.VirtualKeyboard.Styles
import Warmheart.Keyboard

KeyboardStyle {
    id: style

    keyboardDesignWidth: KeyboardTheme.keysWidth
    keyboardDesignHeight: KeyboardTheme.keysHeight
    // The candidates have a bar of their own above the board.
    selectionListHeight: 0

    keyboardBackground: Item {}
    navigationHighlight: Rectangle {
        color: "transparent"
        radius: KeyboardTheme.radius
        border.width: KeyboardTheme.edge * 4
        border.color: KeyboardTheme.accent
    }
    traceInputKeyPanelDelegate: TraceInputKeyPanel {
        traceMargins: KeyboardTheme.gap

        Rectangle {
            anchors.fill: parent
            anchors.margins: KeyboardTheme.gap
            radius: KeyboardTheme.radius
            color: KeyboardTheme.key
            border.width: KeyboardTheme.edge
            border.color: KeyboardTheme.keyEdge

            // The cross of an exercise book.
            Rectangle {
                anchors.centerIn: parent
                width: parent.width - KeyboardTheme.radius * 2
                height: KeyboardTheme.edge
                color: KeyboardTheme.boardEdge
            }
            Rectangle {
                anchors.centerIn: parent
                width: KeyboardTheme.edge
                height: parent.height - KeyboardTheme.radius * 2
                color: KeyboardTheme.boardEdge
            }
        }
    }
    traceCanvasDelegate: TraceCanvas {
        id: canvas

        autoDestroyDelay: 0
        onAvailableChanged: canvas.prepare()

        function prepare() {
            const ink = canvas.getContext("2d");
            ink.lineWidth = KeyboardTheme.unit * 8;
            ink.lineCap = "round";
            ink.strokeStyle = KeyboardTheme.ink;
            ink.fillStyle = ink.strokeStyle;
        }
    }
}
