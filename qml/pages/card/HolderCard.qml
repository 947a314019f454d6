// What a scanned card says about its holder; nothing that the card itself does not show.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

InfoCard {
    title: qsTrId("validity.holder")

    InfoRow {
        objectName: "validityName"
        Layout.fillWidth: true
        label: qsTrId("identity.name")
        value: Card.maskedName
    }
    InfoRow {
        objectName: "validityOccupation"
        Layout.fillWidth: true
        label: qsTrId("work.occupation")
        value: Card.occupation
    }
    InfoRow {
        objectName: "validityUnion"
        Layout.fillWidth: true
        label: qsTrId("review.union")
        value: Card.unionName
    }
    InfoRow {
        objectName: "validityExpires"
        Layout.fillWidth: true
        label: qsTrId("validity.expires")
        value: Card.expiresText
    }
}
