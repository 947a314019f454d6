// Everything that is kept of the rider, masked until the digits are asked for; taken along on paper or by a code.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool copying: false
    readonly property bool shown: MyFile.state === MyFile.Shown
    readonly property bool failed: MyFile.state === MyFile.Failed

    objectName: "myFilePage"
    section: qsTrId("mine.title")
    title: copying ? qsTrId("file.copy.title") : qsTrId("file.title")
    lead: copying ? Theme.compact ? "" : qsTrId("file.copy.lead") : shown ? qsTrId("file.lead") : ""
    primaryText: failed ? qsTrId("file.again") : qsTrId("done.finish")
    secondText: !shown ? "" : copying ? qsTrId("file.copy.back") : qsTrId("file.copy")
    secondIcon: copying ? "" : "phone"
    onPrimary: failed ? MyFile.begin() : page.finish()
    onSecond: page.copying = !page.copying
    Component.onCompleted: MyFile.begin()

    StateChip {
        objectName: "fileAsking"
        width: Math.min(implicitWidth, parent.width)
        visible: MyFile.state === MyFile.Asking
        text: qsTrId("file.asking")
        tone: StateChip.Calm
        iconName: "waiting"
    }
    Notice {
        objectName: "fileSentence"
        width: parent.width
        visible: MyFile.sentence !== ""
        text: MyFile.sentence
        tone: StateChip.Caution
        iconName: "offline"
    }
    QrPanel {
        objectName: "fileQr"
        visible: page.copying
        anchors.horizontalCenter: parent.horizontalCenter
        // Whole on the screen at once: nobody scans half a code.
        side: Math.min(Theme.qrSide * 1.5, page.bodyWidth, page.room - Theme.gapSmall)
        text: page.copying ? MyFile.copyText : ""
        says: qsTrId("file.copy.title")
    }
    Words {
        width: parent.width
        visible: page.copying && Theme.compact
        text: qsTrId("file.copy.lead")
    }
    PrintButton {
        width: parent.width
        visible: page.copying && Printer.present
        onPrint: Printer.printFile()
    }
    InfoCard {
        title: qsTrId("file.you")
        visible: page.shown && !page.copying

        InfoRow {
            width: parent.width
            objectName: "fileName"
            label: qsTrId("identity.name")
            value: MyFile.name
        }
        InfoRow {
            width: parent.width
            label: qsTrId("identity.document")
            value: MyFile.documentKind
        }
        InfoRow {
            width: parent.width
            objectName: "fileNumber"
            label: qsTrId("identity.number")
            value: MyFile.documentNumber
        }
        InfoRow {
            width: parent.width
            objectName: "fileMobile"
            label: qsTrId("identity.mobile")
            value: MyFile.mobile
        }
        PillButton {
            objectName: "fileReveal"
            text: MyFile.revealed ? qsTrId("review.hide") : qsTrId("review.show")
            iconName: MyFile.revealed ? "eye-off" : "eye"
            onClicked: MyFile.revealed = !MyFile.revealed
        }
    }
    InfoCard {
        title: qsTrId("review.work")
        visible: page.shown && !page.copying

        InfoRow {
            width: parent.width
            label: qsTrId("work.occupation")
            value: MyFile.occupation
        }
        InfoRow {
            width: parent.width
            label: qsTrId("work.platform")
            value: MyFile.platform
        }
        InfoRow {
            width: parent.width
            label: qsTrId("work.employer")
            value: MyFile.employer
        }
        InfoRow {
            width: parent.width
            label: qsTrId("work.street")
            value: MyFile.street
        }
        InfoRow {
            width: parent.width
            label: qsTrId("review.union")
            value: MyFile.unionName
        }
        InfoRow {
            width: parent.width
            label: qsTrId("file.submitted")
            value: MyFile.submittedText
        }
        InfoRow {
            width: parent.width
            objectName: "fileState"
            label: qsTrId("file.state")
            value: MyFile.stateText
        }
    }
    FileList {
        objectName: "fileConsents"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.consents")
        rows: MyFile.consents
    }
    FileList {
        objectName: "fileBookings"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.bookings")
        rows: MyFile.bookings
    }
    FileList {
        objectName: "fileCases"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.cases")
        rows: MyFile.cases
    }
    FileList {
        objectName: "fileRequests"
        visible: page.shown && !page.copying && rows.count > 0
        title: qsTrId("file.requests")
        rows: MyFile.requests
    }
    Words {
        width: parent.width
        visible: page.shown
        text: qsTrId("file.kept")
        color: Theme.inkSecond
        font.pixelSize: Theme.typeSmall
    }
}
