// What Qt's keyboard asks a style for. The keys draw themselves (KeyFace); here are the size and the writing area.
import QtQuick
import QtQuick.VirtualKeyboard.Styles
import Warmheart.Keyboard

KeyboardStyle {
    id: style

    keyboardDesignWidth: KeyboardLook.keysWidth
    keyboardDesignHeight: KeyboardLook.keysHeight
    // The candidates have a bar of their own above the board.
    selectionListHeight: 0

    keyboardBackground: Item {}
    navigationHighlight: Rectangle {
        color: "transparent"
        radius: KeyboardLook.radius
        border.width: KeyboardLook.edge * 4
        border.color: KeyboardLook.accent
    }
    traceInputKeyPanelDelegate: TraceInputKeyPanel {
        traceMargins: KeyboardLook.gap

        Rectangle {
            anchors.fill: parent
            anchors.margins: KeyboardLook.gap
            radius: KeyboardLook.radius
            color: KeyboardLook.key
            border.width: KeyboardLook.edge
            border.color: KeyboardLook.keyEdge

            // The cross of an exercise book.
            Rectangle {
                anchors.centerIn: parent
                width: parent.width - KeyboardLook.radius * 2
                height: KeyboardLook.edge
                color: KeyboardLook.boardEdge
            }
            Rectangle {
                anchors.centerIn: parent
                width: KeyboardLook.edge
                height: parent.height - KeyboardLook.radius * 2
                color: KeyboardLook.boardEdge
            }
        }
    }
    traceCanvasDelegate: TraceCanvas {
        id: canvas

        autoDestroyDelay: 0
        onAvailableChanged: canvas.prepare()

        function prepare() {
            const ink = canvas.getContext("2d");
            ink.lineWidth = KeyboardLook.unit * 8;
            ink.lineCap = "round";
            ink.strokeStyle = KeyboardLook.ink;
            ink.fillStyle = ink.strokeStyle;
        }
    }
}
