// Who it was a moment ago, to serve once more with one touch: the card that was held here, else what was typed.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

RowTile {
    id: tile

    required property RecentRider recent
    property bool takesCards: false
    readonly property bool byCard: takesCards && recent.cardName !== ""
    readonly property bool offered: byCard || recent.typedName !== ""
    signal cardTaken(scanned: string)
    signal typedTaken

    objectName: "useRecent"
    visible: offered
    text: byCard ? qsTrId("recent.card").arg(recent.cardName) : qsTrId("recent.typed").arg(recent.typedName)
    iconName: byCard ? "card" : "person"
    size: Theme.typeLarge
    onClicked: {
        if (tile.byCard)
            tile.cardTaken(tile.recent.cardText);
        else
            tile.typedTaken();
    }
}
