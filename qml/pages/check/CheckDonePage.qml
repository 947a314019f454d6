// What is true about a booking: a ticket, a waiting-list slip that never calls itself a booking, or what needs the
// rider.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool cancelling: false
    readonly property bool asking: Booking.state === Booking.Asking

    objectName: "checkDonePage"
    section: Booking.slip.session.title
    title: asking ? qsTrId("check.asking") : Booking.slip.stateText
    titleIcon: Booking.slip.confirmed ? "done" : ""
    lead: asking ? qsTrId("check.asking.lead") : Booking.slip.explained
    backVisible: false
    primaryText: cancelling ? qsTrId("check.cancel.no") : qsTrId("done.finish")
    secondText: cancelling ? qsTrId("check.cancel.yes")
                : Booking.slip.cancellable && !asking ? qsTrId("check.cancel")
                : ""
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
        visible: Booking.slip.ticketText !== ""
    }
    InfoCard {
        InfoRow {
            objectName: "bookedName"
            width: parent.width
            label: qsTrId("identity.name")
            value: Booking.slip.name
        }
        InfoRow {
            objectName: "bookedWhen"
            width: parent.width
            label: qsTrId("check.time")
            value: Booking.slip.session.when
        }
        InfoRow {
            objectName: "bookedPlace"
            width: parent.width
            label: qsTrId("check.place")
            value: Booking.slip.session.place
        }
        InfoRow {
            objectName: "bookedPrepare"
            width: parent.width
            label: qsTrId("check.prepare")
            value: Booking.slip.session.prepare
        }
        InfoRow {
            objectName: "bookedCode"
            width: parent.width
            visible: value !== "" && !Booking.slip.confirmed
            label: qsTrId("check.code")
            value: Booking.slip.codeShown
        }
    }
    PrintButton {
        width: parent.width
        onPrint: Printer.printBooking()
    }
    DeliveryChip {
        delivery: Booking.slip.delivery
        text: Booking.slip.deliveryText
    }
    Label {
        width: parent.width
        text: qsTrId("check.done.privacy")
        color: Theme.inkSecond
        font.pixelSize: Theme.typeSmall
    }
}
