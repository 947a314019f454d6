// Saved here / waiting / received / needs you, in words, shape and colour.
pragma ComponentBehavior: Bound

import Warmheart.Backend
import Warmheart.Ui

StateChip {
    property int delivery: Sync.SavedHere

    objectName: "delivery"
    tone: delivery === Sync.NeedsPerson ? StateChip.Bad
          : delivery === Sync.WaitingToSend ? StateChip.Caution
          : StateChip.Good
    iconName: delivery === Sync.NeedsPerson ? "needs-you"
              : delivery === Sync.WaitingToSend ? "waiting"
              : delivery === Sync.ReceivedByCentre ? "received"
              : "saved"
}
