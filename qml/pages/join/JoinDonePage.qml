// Saved: the provisional card, the query code, and what is true about sending. All of it is seen at once, on every
// screen and in every size of type.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    objectName: "joinDonePage"
    section: qsTrId("done.section")
    title: qsTrId("done.title")
    lead: brief ? "" : qsTrId("done.lead")
    titleIcon: "done"
    scene: "envelope"
    backVisible: false
    unkept: Join.saved.queryCodeShown !== "" && !Printer.printed && Phone.keepAddress === ""
    primaryText: qsTrId("done.finish")
    secondText: qsTrId("keep.button")
    secondIcon: "phone"
    thirdText: !Printer.present ? "" : Printer.printing ? qsTrId("print.printing") : qsTrId("print.print")
    thirdIcon: "print"
    thirdBusy: Printer.printing
    onPrimary: page.finish()
    onSecond: {
        Phone.keep(Join.saved.cardText);
        page.go(Routes.phoneKeep);
    }
    onThird: Printer.printApplication()

    MemberCard {
        objectName: "provisionalCard"
        width: parent.width
        room: page.bodyRoom - notes.height - Theme.gap
        title: qsTrId("card.provisional")
        note: qsTrId("card.provisional.note")
        cardText: Join.saved.cardText
        name: Join.saved.maskedName
        occupation: Join.work.occupationName
        codeLabel: qsTrId("card.query-code")
        code: Join.saved.queryCodeShown
        expires: Join.saved.cardExpiresText
    }
    Column {
        id: notes

        width: parent.width
        spacing: Theme.gap

        DeliveryChip {
            width: Math.min(implicitWidth, parent.width)
            text: Join.saved.deliveryText
            delivery: Join.saved.delivery
        }
        Label {
            objectName: "printSentence"
            width: parent.width
            visible: text !== ""
            text: Printer.sentence
            color: Theme.inkSecond
        }
    }
}
