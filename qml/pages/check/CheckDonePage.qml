// What is true about a booking: a ticket, a waiting-list slip that never calls itself a booking, or what needs the rider.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool cancelling: false
    readonly property bool asking: Booking.state === Booking.Asking

    objectName: "checkDonePage"
    section: Booking.bookedTitle
    title: asking ? qsTrId("check.asking") : Booking.stateText
    titleIcon: Booking.confirmed ? "done" : ""
    lead: asking ? qsTrId("check.asking.lead") : Booking.explained
    backVisible: false
    primaryText: cancelling ? qsTrId("check.cancel.no") : qsTrId("done.finish")
    secondText: cancelling ? qsTrId("check.cancel.yes") : Booking.cancellable && !asking ? qsTrId("check.cancel") : ""
    onPrimary: page.cancelling ? page.cancelling = false : page.finish()
    onSecond: {
        if (page.cancelling)
            Booking.cancel();
        page.cancelling = !page.cancelling;
    }

    Notice {
        objectName: "cancelWarning"
        width: parent.width
        visible: page.cancelling
        text: qsTrId("check.cancel.sure")
        tone: StateChip.Caution
    }
    Notice {
        objectName: "bookError"
        width: parent.width
        visible: Booking.sentence !== ""
        text: Booking.sentence
        tone: StateChip.Bad
    }
    TicketFace {
        objectName: "ticket"
        width: parent.width
        visible: Booking.ticketText !== ""
    }
    InfoCard {
        InfoRow {
            objectName: "bookedName"
            width: parent.width
            label: qsTrId("identity.name")
            value: Booking.bookedName
        }
        InfoRow {
            objectName: "bookedWhen"
            width: parent.width
            label: qsTrId("check.time")
            value: Booking.bookedWhen
        }
        InfoRow {
            objectName: "bookedPlace"
            width: parent.width
            label: qsTrId("check.place")
            value: Booking.bookedPlace
        }
        InfoRow {
            objectName: "bookedPrepare"
            width: parent.width
            label: qsTrId("check.prepare")
            value: Booking.bookedPrepare
        }
        InfoRow {
            objectName: "bookedCode"
            width: parent.width
            visible: value !== "" && !Booking.confirmed
            label: qsTrId("check.code")
            value: Booking.codeShown
        }
    }
    PrintButton {
        width: parent.width
        onPrint: Printer.printBooking()
    }
    DeliveryChip {
        delivery: Booking.delivery
        text: Booking.deliveryText
    }
    Label {
        width: parent.width
        text: qsTrId("check.done.privacy")
        color: Theme.inkSecond
        font.pixelSize: Theme.typeSmall
    }
}
