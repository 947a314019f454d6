// A queue number was called: which, and for what. A touch goes on with it. It takes no room from the page.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Pressable {
    id: badge

    objectName: "calledBadge"
    visible: Queue.called.count > 0
    says: Queue.calledText + ", " + qsTrId("queue.use")
    leftPadding: Theme.gapSmall
    rightPadding: Theme.gapSmall

    background: Rectangle {
        radius: badge.corner
        color: badge.down ? Theme.quietPressed : Theme.goodTint
        border.width: Theme.line
        border.color: Theme.good
    }
    contentItem: RowLayout {
        spacing: Theme.gapTiny

        Icon {
            name: "bell"
            size: Theme.iconSmall
            color: Theme.good
        }
        Label {
            objectName: "calledText"
            Layout.fillWidth: true
            text: Queue.calledText
            font.pixelSize: Theme.typeSmall
            font.bold: true
            lineHeight: Theme.tightLine
            maximumLineCount: 2
            elide: Text.ElideRight
            color: Theme.good
            Accessible.ignored: true
        }
        Icon {
            name: "forward"
            size: Theme.iconSmall
            color: Theme.good
        }
    }
}
