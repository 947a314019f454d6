// What most people come for: rest. The one red surface of Home. A touch on a service goes straight to its one question,
// so that a visit is two touches; a touch anywhere else shows all services.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Pressable {
    id: tile

    signal taken

    readonly property bool roomy: height > implicitContentHeight + Theme.artHeight * 0.3

    text: qsTrId("rest.title")
    says: text + ", " + qsTrId("home.rest.note") + ", " + Visit.freeText
    corner: Theme.radiusLarge * 1.2
    padding: Theme.compact ? Theme.pad : Theme.gapLarge * 1.2
    implicitHeight: implicitContentHeight + topPadding + bottomPadding

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.redPressed : Theme.red

        Image {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.bottomMargin: tile.corner * 0.5
            visible: tile.roomy && !Theme.compact && !Appearance.largeType
            source: "qrc:/warmheart/icons/scene-rider.svg"
            sourceSize.width: 680 * Theme.unit
            sourceSize.height: 340 * Theme.unit
            height: Math.min(Theme.artHeight, parent.height - tile.implicitContentHeight - tile.padding)
            width: height * sourceSize.width / Math.max(1, sourceSize.height)
            fillMode: Image.PreserveAspectFit
            Accessible.ignored: true
        }
    }
    contentItem: VisitTileFace {
        title: tile.text
        onTaken: tile.taken()
    }
}
