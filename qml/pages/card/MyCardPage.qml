// What is mine: a card or a slip held to the scanner, or a query code and the last four digits, whatever they belong
// to: an application, a booking or a case. Four digits alone are the number of something lent.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool looking: Card.lookUp === Card.Looking
    readonly property bool loan: Card.search.loan !== "" && !Card.holdsCard
    readonly property int lookUp: Card.lookUp

    objectName: "myCardPage"
    section: qsTrId("mycard.section")
    title: qsTrId("mycard.title")
    lead: qsTrId("mycard.lead")
    scene: "card-reader"
    takesCards: true
    primaryText: looking ? qsTrId("mycard.looking") : qsTrId("mycard.find")
    primaryBusy: looking
    secondText: Bulletin.benefits.count > 0 ? qsTrId("benefit.button") : ""
    secondIcon: "people"
    onPrimary: loan ? page.returnLoan() : Card.find()
    onSecond: page.go(Routes.benefits)
    onLookUpChanged: {
        if (lookUp === Card.Found)
            page.go(Routes.cardStatus);
        else if (lookUp === Card.FoundBooking)
            page.go(Routes.checkDone);
        else if (lookUp === Card.FoundCase)
            page.go(Routes.helpDone);
    }

    function returnLoan(): void {
        const number = Card.search.loan;
        page.go(Routes.visitReturn);  // which begins anew
        Visit.loanTyped = number;
    }

    HeldCard {
        width: parent.width
        visible: Card.holdsCard
    }
    ScanHint {
        width: parent.width
        visible: !Card.holdsCard
    }
    Label {
        width: parent.width
        visible: !Card.holdsCard
        text: qsTrId("mycard.or-code")
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    Grid {
        id: code

        readonly property real cell: Theme.largeFields ? page.bodyWidth : (page.bodyWidth - columnSpacing) / 2

        columns: Theme.largeFields ? 1 : 2
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gapLarge

        NumberField {
            objectName: "queryCode"
            width: code.cell
            visible: !Card.holdsCard
            label: qsTrId("card.query-code")
            hint: qsTrId("mycard.code.hint")
            help: Visit.anyOut ? qsTrId("mycard.loan") : ""
            value: Card.search.codeShown
            error: Card.search.codeError
            onEdited: text => Card.search.code = text
        }
        NumberField {
            objectName: "lastFour"
            width: code.cell
            label: qsTrId("mycard.last-four")
            hint: qsTrId("mycard.last-four.places")
            help: qsTrId("mycard.last-four.hint")
            pad: Field.IdDigits
            value: Card.search.lastFour
            error: Card.search.lastFourError
            onEdited: text => Card.search.lastFour = text
        }
    }
    Notice {
        objectName: "lookUpSentence"
        width: parent.width
        visible: Card.lookUpSentence !== ""
        text: Card.lookUpSentence
        tone: StateChip.Caution
    }
    Label {
        objectName: "cardBookings"
        width: parent.width
        visible: Card.holdsCard && Booking.found.count > 0
        text: qsTrId("check.mine.list")
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: Card.holdsCard ? Booking.found : null

        SessionCell {
            required property string title

            objectName: "booking-" + code
            width: page.bodyWidth
            text: title
            onClicked: {
                Booking.open(code);
                page.go(Routes.checkDone);
            }
        }
    }
}
