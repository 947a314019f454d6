// Saved: the provisional card, the query code, and what is true about sending. All of it is seen at once, on every
// screen and in every size of type.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    objectName: "joinDonePage"
    section: qsTrId("join.title")
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
        room: page.bodyRoom
        title: qsTrId("card.provisional")
        note: qsTrId("card.provisional.note")
        cardText: Join.saved.cardText
        name: Join.saved.maskedName
        occupation: Join.work.occupationName
        codeLabel: qsTrId("card.query-code")
        code: Join.saved.queryCodeShown
        expires: Join.saved.cardExpiresText
    }

    aside: [
        DeliveryChip {
            id: delivery

            width: parent ? Math.min(implicitWidth, parent.width) : 0
            visible: !page.brief || Printer.sentence === ""
            text: Join.saved.deliveryText
            delivery: Join.saved.delivery
        },
        Lines {
            objectName: "printSentence"
            width: parent ? parent.width : 0
            room: Theme.wide ? page.inner - page.headNeeds - (delivery.visible ? delivery.height + Theme.gap : 0) : 0
            lines: [Printer.sentence]
            color: Theme.inkSecond
        }
    ]
}
