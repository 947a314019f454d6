// Everything that is kept of the rider, masked until the digits are asked for; taken along on paper or by a code.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool copying: false
    readonly property bool shown: MyData.state === MyData.Shown
    readonly property bool failed: MyData.state === MyData.Failed

    objectName: "myFilePage"
    section: qsTrId("mine.title")
    title: copying ? qsTrId("file.copy.title") : qsTrId("file.title")
    lead: copying ? Theme.compact ? "" : qsTrId("file.copy.lead") : shown ? qsTrId("file.lead") : ""
    scene: failed ? "offline" : copying ? "phone-scan" : ""
    primaryText: failed ? qsTrId("file.again") : qsTrId("done.finish")
    secondText: !shown ? "" : copying ? qsTrId("file.copy.back") : qsTrId("file.copy")
    secondIcon: copying ? "" : "phone"
    onPrimary: failed ? MyData.begin() : page.finish()
    thirdText: !page.copying || !Printer.present ? ""
               : Printer.printing ? qsTrId("print.printing")
               : qsTrId("print.print")
    thirdIcon: "print"
    thirdBusy: Printer.printing
    onSecond: page.copying = !page.copying
    onThird: Printer.printFile()
    Component.onCompleted: MyData.begin()

    StateChip {
        objectName: "fileAsking"
        width: Math.min(implicitWidth, parent.width)
        visible: MyData.state === MyData.Asking
        text: qsTrId("file.asking")
        tone: StateChip.Calm
        iconName: "waiting"
    }
    Notice {
        objectName: "fileSentence"
        width: parent.width
        visible: MyData.sentence !== ""
        text: MyData.sentence
        tone: StateChip.Caution
        iconName: "offline"
    }
    QrPanel {
        objectName: "fileQr"
        visible: page.copying
        anchors.horizontalCenter: parent.horizontalCenter
        // Whole on the screen at once: nobody scans half a code.
        side: Math.min(Theme.qrSide * 1.5, page.bodyWidth, page.room - Theme.gapSmall)
        text: page.copying ? MyData.copyText : ""
        says: qsTrId("file.copy.title")
    }
    Label {
        width: parent.width
        visible: page.copying && Theme.compact
        text: qsTrId("file.copy.lead")
    }
    Label {
        objectName: "printSentence"
        width: parent.width
        visible: page.copying && text !== ""
        text: Printer.sentence
        color: Theme.inkSecond
    }
    InfoCard {
        title: qsTrId("file.you")
        visible: page.shown && !page.copying

        InfoRow {
            width: parent.width
            objectName: "fileName"
            label: qsTrId("identity.name")
            value: MyData.name
            privacy: Voice.Private
        }
        InfoRow {
            width: parent.width
            label: qsTrId("identity.document")
            value: MyData.documentKind
        }
        InfoRow {
            width: parent.width
            objectName: "fileNumber"
            label: qsTrId("identity.number")
            value: MyData.documentNumber
            privacy: Voice.Private
        }
        InfoRow {
            width: parent.width
            objectName: "fileMobile"
            label: qsTrId("identity.mobile")
            value: MyData.mobile
            privacy: Voice.Private
        }
        PillButton {
            objectName: "fileReveal"
            text: MyData.revealed ? qsTrId("review.hide") : qsTrId("review.show")
            iconName: MyData.revealed ? "eye-off" : "eye"
            onClicked: MyData.revealed = !MyData.revealed
        }
    }
    InfoCard {
        title: qsTrId("review.work")
        visible: page.shown && !page.copying

        InfoRow {
            width: parent.width
            label: qsTrId("work.occupation")
            value: MyData.occupation
        }
        InfoRow {
            width: parent.width
            label: qsTrId("work.platform")
            value: MyData.platform
        }
        InfoRow {
            width: parent.width
            label: qsTrId("work.employer")
            value: MyData.employer
            privacy: Voice.Private
        }
        InfoRow {
            width: parent.width
            label: qsTrId("work.street")
            value: MyData.street
        }
        InfoRow {
            width: parent.width
            label: qsTrId("review.union")
            value: MyData.unionName
        }
        InfoRow {
            width: parent.width
            label: qsTrId("file.submitted")
            value: MyData.submittedText
        }
        InfoRow {
            width: parent.width
            objectName: "fileState"
            label: qsTrId("file.state")
            value: MyData.stateText
        }
    }
    MyDataList {
        objectName: "fileConsents"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.consents")
        rows: MyData.consents
    }
    MyDataList {
        objectName: "fileBookings"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.bookings")
        rows: MyData.bookings
    }
    MyDataList {
        objectName: "fileCases"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.cases")
        rows: MyData.cases
    }
    MyDataList {
        objectName: "fileRequests"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.requests")
        rows: MyData.requests
    }
    Label {
        width: parent.width
        visible: page.shown
        text: qsTrId("file.kept")
        color: Theme.inkSecond
        font.pixelSize: Theme.typeSmall
    }
}
