// Nobody has touched for a while: seconds until everything is wiped, and one button that says "I am still here". A
// touch anywhere says the same; one that meets the bar goes no further, for the bar stays until it is let go.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: bar

    readonly property int seconds: 20
    property bool shown: false

    function leave(): void {
        if (!Idle.warning && !area.pressed && !stay.down)
            bar.shown = false;
    }

    implicitHeight: row.implicitHeight + 2 * Theme.gapLarge
    color: Theme.dark
    visible: shown
    onVisibleChanged: if (visible) Voice.interrupt(words.text)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Connections {
        target: Idle

        function onChanged(): void {
            if (Idle.warning)
                bar.shown = true;
            else
                Qt.callLater(bar.leave);
        }
    }
    MouseArea {
        id: area

        anchors.fill: parent
        onPressedChanged: if (!pressed) Qt.callLater(bar.leave)
    }
    Rectangle {
        width: parent.width * Idle.secondsLeft / bar.seconds
        height: Theme.gapSmall
        color: Theme.amberOnDark
    }
    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.gapLarge

        Label {
            id: words

            objectName: "idleWords"
            Layout.fillWidth: true
            text: qsTrId("idle.words").arg(Idle.secondsLeft)
            font.pixelSize: Theme.typeLarge
            font.bold: true
            color: Theme.wordsOnDark
            Accessible.ignored: true
        }
        BigButton {
            id: stay

            objectName: "stillHereButton"
            Layout.preferredWidth: Math.max(implicitWidth, bar.width * 0.3)
            text: qsTrId("idle.still-here")
            visible: Idle.extensionsLeft > 0 || down
            onDownChanged: if (!down) Qt.callLater(bar.leave)
            onClicked: Idle.extend()
        }
    }
}
