// Over everything while somebody listens instead of looking, so that others read nothing. A touch takes it away.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    objectName: "screenCurtain"
    visible: Voice.curtain
    color: Theme.dark

    MouseArea {
        anchors.fill: parent
        enabled: parent.visible
        onClicked: Voice.curtain = false
    }
    Label {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        horizontalAlignment: Text.AlignHCenter
        text: qsTrId("voice.curtain.shown")
        color: Theme.wordsOnDark
        font.pixelSize: Theme.typeLarge
        Accessible.ignored: true
    }
}
