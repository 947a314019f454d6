// One station of the finder: where it is, when it is open, what it has, and a code by which a phone finds the way.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool placed: Finder.chosenLink !== ""
    readonly property real hintNeeds: hint.implicitHeight + Theme.gap
    readonly property real qrRoom: inner - headNeeds - hintNeeds - (Theme.wide ? 0 : facts.implicitHeight + gaps)

    objectName: "stationPage"
    section: qsTrId("help.finder")
    title: Finder.chosenName
    lead: brief ? "" : Finder.chosenHost
    scene: placed ? "" : "street-stand"
    primaryText: qsTrId("done.finish")
    secondText: qsTrId("finder.other")
    secondIcon: "place"
    onPrimary: page.finish()
    onSecond: page.back()

    Column {
        id: facts

        width: parent.width
        spacing: Theme.gap

        StateChip {
            id: open

            objectName: "stationOpen"
            width: Math.min(implicitWidth, parent.width)
            visible: Finder.chosenHoursText !== ""
            text: Finder.chosenHoursText
            tone: Finder.chosenOpen ? StateChip.Good : StateChip.Calm
            iconName: "clock"
        }
        InfoCard {
            objectName: "stationCard"
            visible: !page.brief

            InfoRow {
                objectName: "stationWhere"
                width: parent.width
                label: qsTrId("finder.row.where")
                value: Finder.chosenWhere
            }
            InfoRow {
                objectName: "stationAddress"
                width: parent.width
                label: qsTrId("finder.row.address")
                value: Finder.chosenAddress
            }
            InfoRow {
                objectName: "stationPhone"
                width: parent.width
                label: qsTrId("finder.row.phone")
                value: Finder.chosenPhone
            }
            InfoRow {
                objectName: "stationLandmark"
                width: parent.width
                label: qsTrId("finder.row.landmark")
                value: Finder.chosenLandmark
            }
            InfoRow {
                objectName: "stationDefibrillator"
                width: parent.width
                label: qsTrId("finder.row.defibrillator")
                value: Finder.chosenDefibrillator
            }
            InfoRow {
                objectName: "stationServices"
                width: parent.width
                label: qsTrId("finder.row.services")
                value: Finder.chosenServices
            }
        }
        Lines {
            objectName: "stationLines"
            width: parent.width
            visible: page.brief && text !== ""
            room: Math.max(Theme.target, page.inner - (open.visible ? open.implicitHeight + Theme.gap : 0)
                           - (Theme.wide ? 0 : page.headNeeds + page.hintNeeds + Theme.qrLeast + 2 * page.gaps))
            lines: [
                Finder.chosenWhere,
                Finder.chosenAddress,
                Finder.chosenPhone,
                Finder.chosenServices
            ]
        }
    }

    aside: [
        QrPanel {
            objectName: "navigateQr"
            x: parent ? (parent.width - width) / 2 : 0
            width: side
            height: side
            visible: page.placed
            side: Math.max(Theme.qrLeast, Math.min(Theme.qrMost, page.leftWidth, page.qrRoom))
            text: Finder.chosenLink
            says: qsTrId("finder.scan")
        },
        Label {
            id: hint

            objectName: "navigateHint"
            width: parent ? parent.width : 0
            text: page.placed ? qsTrId("finder.scan") : qsTrId("finder.no-way")
            font.pixelSize: !page.brief ? Theme.typeBody
                            : Appearance.largeType && !Theme.compact ? Theme.typeSign
                            : Theme.typeSmall / Theme.typeScale
            lineHeight: Theme.tightLine
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSecond
        }
    ]
}
