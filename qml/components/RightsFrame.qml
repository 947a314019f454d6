// The cards of one right: what one is entitled to, what proof to keep, where to go, until when, whom to call. One card
// at a time, all of them on the phone by the QR beside it. Nothing of it needs a network here.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    required property string topic  // "injury", "unpaid", "allowance", "platform"
    property var parts: ["entitled", "evidence", "where", "deadline", "call"]
    property int at: 0
    readonly property string part: parts[at]
    readonly property bool last: at === parts.length - 1

    section: qsTrId("rights.title")
    title: qsTrId("rights.topic." + topic)
    titleColor: Theme.ink
    scene: "rights"
    primaryText: last ? qsTrId("done.finish") : qsTrId("rights.next")
    secondText: at > 0 ? qsTrId("rights.previous") : ""
    secondIcon: "back"
    onPrimary: page.last ? page.finish() : page.at += 1
    onSecond: page.at -= 1

    Label {
        id: heading

        objectName: "rightsPart"
        width: parent.width
        text: qsTrId("rights.of").arg(qsTrId("rights.part." + page.part)).arg(page.at + 1).arg(page.parts.length)
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    Lines {
        objectName: "rightsText"
        width: parent.width
        room: page.bodyRoom - heading.height - Theme.gap - (amount.visible ? amount.height + Theme.gap : 0)
        lines: [qsTrId("rights." + page.topic + "." + page.part)]
        font.pixelSize: Theme.typeLarge
    }
    Lines {
        id: amount

        objectName: "rightsAmount"
        width: parent.width
        visible: text !== "" && page.topic === "allowance" && page.part === "entitled"
        lines: [Bulletin.heatAllowance]
        font.pixelSize: !page.brief ? Theme.typeBody
                        : Appearance.largeType && !Theme.compact ? Theme.typeSign
                        : Math.round(Theme.typeSmall / Theme.typeScale)
        font.bold: true
    }

    aside: [
        QrPanel {
            objectName: "rightsQr"
            x: parent ? (parent.width - width) / 2 : 0
            width: side
            height: side
            text: Phone.rightsAddress(page.topic)
            says: take.text
            side: Theme.wide ? Math.max(Theme.qrLeast, Math.min(Theme.qrSide, page.leftWidth,
                                                                page.inner - page.headNeeds - page.gaps
                                                                - (take.visible ? take.height + Theme.gap : 0)))
                             : Theme.qrSide
        },
        Label {
            id: take

            width: parent ? parent.width : 0
            visible: !Theme.compact && !(Theme.wide && Appearance.largeType)
            text: qsTrId("rights.take")
            font.pixelSize: Theme.typeSmall
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSecond
        }
    ]
}
