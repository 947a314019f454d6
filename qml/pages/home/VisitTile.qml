// What most people come for: rest. The one red surface of Home. A touch on a service goes straight to its one question,
// so that a visit is two touches; a touch anywhere else shows all services.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Pressable {
    id: tile

    signal taken

    text: qsTrId("rest.title")
    says: text + ", " + qsTrId("home.rest.note") + ", " + Visit.freeText
    corner: Theme.radiusLarge * 1.2
    padding: Theme.compact || Theme.wide ? Theme.pad : Theme.gapLarge * 1.1

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.redPressed : Theme.red
    }
    contentItem: VisitTileFace {
        title: tile.text
        onTaken: tile.taken()
    }
}
