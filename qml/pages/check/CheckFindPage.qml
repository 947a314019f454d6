// A booking found again: by its ticket or the card, or by the short code and the last four digits.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "checkFindPage"
    section: qsTrId("check.mine")
    title: Booking.found.count > 0 ? qsTrId("check.mine.list") : qsTrId("check.mine.title")
    lead: qsTrId("check.mine.lead")
    scene: Booking.found.count > 0 ? "calendar" : "card-reader"
    takesScans: true
    primaryText: Booking.search.looking ? qsTrId("mycard.looking") : qsTrId("mycard.find")
    primaryBusy: Booking.search.looking
    onPrimary: Booking.find()
    onScanned: text => Booking.findScanned(text)

    Connections {
        target: Booking
        enabled: page.visible

        function onFoundOne(): void {
            page.go(Routes.checkDone);
        }
    }
    Repeater {
        model: Booking.found

        SessionCell {
            required property string title

            objectName: "booking-" + code
            width: page.bodyWidth
            text: title
            onClicked: Booking.open(code)
        }
    }
    ScanHint {
        width: parent.width
        visible: Booking.found.count === 0
    }
    Notice {
        objectName: "findSentence"
        width: parent.width
        visible: Booking.search.sentence !== ""
        text: Booking.search.sentence
        tone: StateChip.Caution
    }
    NumberField {
        objectName: "shortCode"
        width: parent.width
        label: qsTrId("check.code")
        hint: qsTrId("mycard.code.hint")
        value: Booking.search.codeShown
        onEdited: text => Booking.search.code = text
    }
    NumberField {
        objectName: "bookingLastFour"
        width: parent.width
        label: qsTrId("mycard.last-four")
        hint: qsTrId("mycard.last-four.places")
        value: Booking.search.lastFour
        onEdited: text => Booking.search.lastFour = text
    }
}
