// A key of the digit pads, the candidate bar and the like: acts on release, and a resting finger elsewhere does not
// block it.
import QtQuick

KeyFace {
    id: key

    property string name: label
    signal tapped

    function press(): void {
        key.tapped();
    }

    down: tap.pressed
    Accessible.role: Accessible.Button
    Accessible.name: key.name
    Accessible.onPressAction: key.tapped()

    TapHandler {
        id: tap
        enabled: key.enabled
        gesturePolicy: TapHandler.ReleaseWithinBounds
        // A finger that stays long is still a tap.
        longPressThreshold: 3600
        onTapped: key.tapped()
    }
}
