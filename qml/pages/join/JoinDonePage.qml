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
        Phone.keep(Join.cardText);
        page.go(Routes.phoneKeep);
    }

    CardFace {
        objectName: "provisionalCard"
        width: parent.width
        title: qsTrId("card.provisional")
        note: qsTrId("card.provisional.note")
        cardText: Join.cardText
        name: Join.maskedName
        occupation: Join.occupationName
        codeLabel: qsTrId("card.query-code")
        code: Join.queryCodeShown
        expires: Join.cardExpiresText
    }
    DeliveryChip {
        width: Math.min(implicitWidth, parent.width)
        text: Join.deliveryText
        delivery: Join.delivery
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
