// Where one is, large and in both languages, for whoever is called; the numbers that matter when something has
// happened, readable from two steps away; staff by one touch. All of it is seen at once, and needs no network.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool called: Visit.call === Visit.Called
    readonly property bool addressed: Station.address !== ""
    readonly property real hotlineNeeds: Help.hotlines.count > 0 ? hotlines.implicitHeight + Theme.gap : 0
    readonly property real bodyNeeds: where.implicitHeight + Theme.gap + (Theme.compact ? 0 : hotlineNeeds)
    readonly property int lineSize: brief ? Theme.typeSmall : Theme.typeBody
    // What is left for the lines beside the numbers: each may need two.
    readonly property real lineRoom: Theme.wide ? inner - headNeeds - (Theme.compact ? sideHotlines.implicitHeight
                                                                                       + Theme.gap : 0)
                                     : inner - headNeeds - gaps - bodyNeeds - numbers.neededHeight
    readonly property int lineCount: Theme.compact ? 1 : Math.floor(lineRoom / (lineSize * 2.8))

    objectName: "emergencyPage"
    section: qsTrId("home.emergency")
    title: called ? qsTrId("call.called.title")
           : Visit.call === Visit.NotCalled ? qsTrId("call.failed")
           : qsTrId("help.emergency.title")
    lead: brief ? "" : called || Visit.call === Visit.NotCalled ? Visit.callText : qsTrId("help.emergency.lead")
    scene: "ambulance"
    secondText: qsTrId("help.finder")
    secondIcon: "place"
    primaryText: called ? qsTrId("done.finish") : qsTrId("call.go.emergency")
    primaryIcon: called ? "" : "bell"
    primaryBusy: Visit.call === Visit.Calling
    onSecond: page.go(Routes.finder)
    onPrimary: page.called ? page.finish() : Visit.callStaff(true)
    Component.onCompleted: Visit.beginCall(true)

    Column {
        id: where

        width: parent.width
        spacing: 0

        Label {
            width: parent.width
            visible: !Theme.compact
            text: qsTrId("help.emergency.here")
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            color: Theme.inkSecond
        }
        Label {
            objectName: "whereAmI"
            width: parent.width
            text: page.addressed ? Station.address : Station.name + " · " + Station.host
            font.pixelSize: page.brief ? Theme.typeHeading : Theme.typeTitle
            font.bold: true
            fontSizeMode: Theme.compact ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.9)
            wrapMode: Theme.compact ? Text.NoWrap : Text.Wrap
            lineHeight: Theme.tightLine
        }
        Label {
            objectName: "whereOther"
            width: parent.width
            visible: text !== "" && !(Theme.compact && Appearance.largeType)
            text: Station.otherAddress
            font.pixelSize: page.brief ? Theme.typeSmall : Theme.typeBody
            fontSizeMode: Theme.compact ? Text.HorizontalFit : Text.FixedSize
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.75)
            wrapMode: Theme.compact ? Text.NoWrap : Text.Wrap
            lineHeight: Theme.tightLine
        }
        Label {
            objectName: "whereName"
            width: parent.width
            visible: page.addressed && !page.brief
            text: Station.name + " · " + Station.host
            font.pixelSize: Theme.typeBody
            lineHeight: Theme.tightLine
            color: Theme.inkSecond
        }
    }
    TileGrid {
        id: numbers

        objectName: "emergencyNumbers"
        width: parent.width
        visible: count > 0
        columns: Theme.wide || (page.brief && !Appearance.largeType) ? 4 : 2
        count: Help.emergencies.count
        room: page.bodyRoom - page.bodyNeeds
        most: Theme.actMost * 1.2

        Repeater {
            model: Help.emergencies

            Rectangle {
                id: block

                required property string code
                required property string name
                required property string detail
                readonly property bool spell: true


                objectName: "number-" + code
                width: numbers.cell
                height: numbers.tall
                implicitHeight: words.implicitHeight + 2 * Theme.gapSmall
                radius: Theme.radiusLarge
                color: Theme.highContrast ? Theme.ground : Theme.errorTint
                border.width: Theme.highContrast ? Theme.line : 0
                border.color: Theme.error
                activeFocusOnTab: Voice.on
                Accessible.role: Accessible.StaticText
                Accessible.name: name + "\n" + detail

                Column {
                    id: words

                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.gapSmall

                    Label {
                        width: parent.width
                        text: block.detail
                        font.pixelSize: Math.min(Theme.typeFact, Math.max(Theme.typeTitle, page.room
                                                                          * (numbers.columns > 2 ? 0.12 : 0.07)))
                        font.bold: true
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.typeHeading
                        wrapMode: Text.NoWrap
                        lineHeight: Theme.tightLine
                        horizontalAlignment: Text.AlignHCenter
                        color: Theme.redInk
                        Accessible.ignored: true
                    }
                    Label {
                        width: parent.width
                        text: block.name
                        font.pixelSize: numbers.columns > 2 ? Theme.typeSmall / Theme.typeScale
                                                            : Theme.typeLarge / Theme.typeScale * Theme.headScale
                        lineHeight: Theme.tightLine
                        horizontalAlignment: Text.AlignHCenter
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
    Column {
        id: hotlines

        width: parent.width
        visible: !Theme.compact && Help.hotlines.count > 0
        spacing: Theme.gapSmall

        Repeater {
            model: Theme.compact ? null : Help.hotlines

            HotlineCard {
                required property string code

                objectName: "hotline-" + code
                width: hotlines.width
            }
        }
    }

    aside: [
        Lines {
            objectName: "emergencyLines"
            width: parent ? parent.width : 0
            room: Math.max(Theme.target, page.lineRoom)
            font.pixelSize: page.lineSize
            lineHeight: Theme.tightLine
            lines: [
                page.lineCount < 1 || Station.defibrillator === ""
                    ? "" : qsTrId("help.emergency.defibrillator").arg(Station.defibrillator),
                page.lineCount < 2 || Station.landmark === ""
                    ? "" : qsTrId("help.emergency.landmark").arg(Station.landmark)
            ]
        },
        Column {
            id: sideHotlines

            width: parent ? parent.width : 0
            visible: Theme.compact && Help.hotlines.count > 0
            spacing: Theme.gapSmall

            Repeater {
                model: Theme.compact ? Help.hotlines : null

                HotlineCard {
                    required property string code

                    objectName: "hotline-" + code
                    width: sideHotlines.width
                }
            }
        }
    ]
}
