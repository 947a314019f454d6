// Wages or pay that is owed.
import Warmheart.Ui

RightsFrame {
    objectName: "rightsUnpaidPage"
    topic: "unpaid"
}
