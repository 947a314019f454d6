// Saved here / waiting / received / needs you, in words, shape and colour.
pragma ComponentBehavior: Bound

import Warmheart.Backend
import Warmheart.Ui

StateChip {
    property int delivery: Join.SavedHere

    objectName: "delivery"
    tone: delivery === Join.NeedsPerson ? StateChip.Bad : delivery === Join.WaitingToSend ? StateChip.Caution : StateChip.Good
    iconName: delivery === Join.NeedsPerson ? "needs-you" : delivery === Join.WaitingToSend ? "waiting" : delivery === Join.ReceivedByCentre ? "received" : "saved"
}
