// What a scanned card says about its holder; nothing that the card itself does not show.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

InfoCard {
    title: qsTrId("validity.holder")

    InfoRow {
        objectName: "validityName"
        width: parent.width
        label: qsTrId("identity.name")
        value: Card.maskedName
        privacy: Voice.Private
    }
    InfoRow {
        objectName: "validityOccupation"
        width: parent.width
        label: qsTrId("work.occupation")
        value: Card.occupation
    }
    InfoRow {
        objectName: "validityUnion"
        width: parent.width
        label: qsTrId("validity.union")
        value: Card.unionName
    }
    InfoRow {
        objectName: "validityExpires"
        width: parent.width
        label: qsTrId("validity.expires")
        value: Card.expiresText
    }
}
