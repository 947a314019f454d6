// What is true about a booking: a ticket, a waiting-list slip that never calls itself a booking, or what needs the
// rider. One state, said once; what no longer holds is not shown.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    property bool cancelling: false
    readonly property bool asking: Booking.state === Booking.Asking
    readonly property bool ticket: Booking.slip.ticketText !== ""
    readonly property bool open: ticket || Booking.slip.cancellable  // it may still come to be

    objectName: "checkDonePage"
    section: Booking.slip.session.title
    title: asking ? qsTrId("check.asking") : Booking.slip.stateText
    titleIcon: asking ? "waiting" : Booking.slip.confirmed ? "done" : open ? "waiting" : ""
    titleColor: Booking.slip.confirmed ? Theme.good : Theme.caution
    lead: cancelling ? "" : asking ? qsTrId("check.asking.lead") : brief && ticket ? "" : Booking.slip.explained
    scene: asking ? "hand-over" : ticket ? "health" : open ? "calendar" : "call-back"
    leadShare: 0.5
    paneShare: Theme.compact ? 0.42 : Theme.paneShare
    backVisible: false
    unkept: Booking.slip.given && open && !Printer.printed
    primaryText: cancelling ? qsTrId("check.cancel.no") : qsTrId("done.finish")
    secondText: cancelling ? qsTrId("check.cancel.yes")
                : !Booking.slip.cancellable || asking ? ""
                : ticket ? qsTrId("check.cancel")
                : Booking.slip.waiting ? qsTrId("check.cancel.waiting")
                : qsTrId("check.cancel.wanted")
    thirdText: cancelling || !Printer.present || !open ? ""
               : Printer.printing ? qsTrId("print.printing")
               : qsTrId("print.print")
    thirdIcon: "print"
    thirdBusy: Printer.printing
    onPrimary: page.cancelling ? page.cancelling = false : page.finish()
    onSecond: {
        if (page.cancelling)
            Booking.cancel();
        page.cancelling = !page.cancelling;
    }
    onThird: Printer.printBooking()

    Notice {
        id: warning

        objectName: "cancelWarning"
        width: parent.width
        visible: page.cancelling
        text: page.ticket ? qsTrId("check.cancel.sure") : qsTrId("check.cancel.sure.open")
        tone: StateChip.Caution
    }
    Notice {
        id: failure

        objectName: "bookError"
        width: parent.width
        visible: Booking.sentence !== ""
        text: Booking.sentence
        tone: StateChip.Bad
    }
    TicketFace {
        objectName: "ticket"
        brief: page.brief
        width: parent.width
        visible: page.ticket && !(page.cancelling && page.brief)
        room: page.bodyRoom - (notes.height > 0 ? notes.height + Theme.gap : 0)
              - (warning.visible ? warning.height + Theme.gap : 0) - (failure.visible ? failure.height + Theme.gap : 0)
    }
    Fact {
        objectName: "bookedCode"
        width: parent.width
        visible: page.open && !page.ticket && Booking.slip.codeShown !== ""
        label: qsTrId("check.code")
        value: Booking.slip.codeShown
        privacy: Voice.OnRequest
        note: page.brief ? "" : qsTrId("check.photo")
        tone: StateChip.Calm
    }
    Column {
        id: notes

        width: parent.width
        spacing: Theme.gapSmall

        DeliveryChip {
            width: Math.min(implicitWidth, parent.width)
            visible: text !== "" && !page.asking && !(page.brief && page.ticket)
            delivery: Booking.slip.delivery
            text: Booking.slip.deliveryText
        }
        Label {
            width: parent.width
            visible: !page.brief
            text: qsTrId("check.done.privacy")
            color: Theme.inkSecond
            font.pixelSize: Theme.typeSmall
        }
    }

    aside: [
        Lines {
            objectName: "bookedLines"
            privacy: Booking.slip.name === "" ? Voice.Open : Voice.Private
            aloud: lines.slice(1).filter(line => line !== "").join("\n")
            width: parent ? parent.width : 0
            room: Theme.wide ? page.inner - page.headNeeds - (printed.visible ? printed.height + Theme.gap : 0) : 0
            lines: [
                Booking.slip.name,
                Booking.slip.session.when,
                page.brief && !page.ticket ? "" : Booking.slip.session.place,
                page.ticket && !(page.brief && printed.visible) ? Booking.slip.session.prepare : ""
            ]
        },
        Lines {
            id: printed

            objectName: "printSentence"
            width: parent ? parent.width : 0
            room: Theme.wide ? page.inner * 0.5 : 0
            lines: [Printer.sentence]
            color: Theme.inkSecond
        }
    ]
}
