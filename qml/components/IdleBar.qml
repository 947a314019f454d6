// Nobody has touched for a while: seconds until everything is wiped, and one button that says "I am still here".
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: bar

    readonly property int seconds: 20

    implicitHeight: row.implicitHeight + 2 * Theme.gapLarge
    color: Theme.dark
    visible: Idle.warning
    onVisibleChanged: if (visible) Voice.interrupt(words.text)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Rectangle {
        width: parent.width * Idle.secondsLeft / bar.seconds
        height: Theme.gapSmall
        color: Theme.amber
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
            objectName: "stillHereButton"
            Layout.preferredWidth: Math.max(implicitWidth, bar.width * 0.3)
            text: qsTrId("idle.still-here")
            visible: Idle.extensionsLeft > 0
            onClicked: Idle.extend()
        }
    }
}
