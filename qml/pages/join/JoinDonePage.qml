// Saved: the provisional card, the query code, and what is true about sending.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinDonePage"
    section: qsTrId("done.section")
    title: qsTrId("done.title")
    lead: Theme.compact ? "" : qsTrId("done.lead")
    titleIcon: "done"
    backVisible: false
    primaryText: qsTrId("done.finish")
    secondText: qsTrId("keep.button")
    secondIcon: "phone"
    onPrimary: page.finish()
    onSecond: {
        Phone.keep(Join.saved.cardText);
        page.go(Routes.phoneKeep);
    }

    CardFace {
        objectName: "provisionalCard"
        width: parent.width
        title: qsTrId("card.provisional")
        note: qsTrId("card.provisional.note")
        cardText: Join.saved.cardText
        name: Join.saved.maskedName
        occupation: Join.work.occupationName
        codeLabel: qsTrId("card.query-code")
        code: Join.saved.queryCodeShown
        expires: Join.saved.cardExpiresText
    }
    DeliveryChip {
        width: Math.min(implicitWidth, parent.width)
        text: Join.saved.deliveryText
        delivery: Join.saved.delivery
    }
    PrintButton {
        width: parent.width
        onPrint: Printer.printApplication()
    }
    Notice {
        width: parent.width
        text: qsTrId("done.keep")
        iconName: "scan"
    }
}
