// The card with its QR and code: as it is in the hand where there is room for it, with the QR and the code beside or
// below it; else the low form (CardFace), which says the same in less. Given a room it is never taller.
import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: card

    required property string title
    required property string note
    required property string cardText
    required property string name
    required property string occupation
    property string unionName: ""
    property string since: ""
    property string codeLabel: ""
    property string code: ""
    property string expires: ""
    property string stamp: ""
    property bool approved: false
    property real room: 0
    readonly property real codeHeight: code === "" ? 0 : Theme.typeSmall * 1.5 + Theme.typeCode * 1.5
    readonly property real leastHeight: Theme.cardLeast * Theme.cardRatio + Theme.gap
                                        + (Theme.wide ? codeHeight : Math.max(Theme.qrLeast, codeHeight))
    readonly property bool low: Theme.compact || Appearance.largeType || Appearance.loweredControls
                                || (room > 0 && room < leastHeight)
    // Of the whole one: the QR's side, and the plate's width.
    readonly property real most: room > 0 ? room : Number.MAX_VALUE
    readonly property real plateWidth: Theme.wide
                                       ? Math.min(width - Theme.gapLarge - Math.min(Theme.qrSide, width * 0.36),
                                                  (most - codeHeight - Theme.gap) / Theme.cardRatio)
                                       : Math.min(width, (most - Math.max(Theme.qrLeast * 1.6, codeHeight) - Theme.gap)
                                                         / Theme.cardRatio)
    readonly property real plateHeight: Math.round(plateWidth * Theme.cardRatio)
    readonly property real side: Theme.wide ? Math.min(Theme.qrSide, width * 0.36, most)
                                 : Math.max(Theme.qrLeast, Math.min(Theme.qrSide, most - plateHeight - Theme.gap))

    implicitHeight: form.implicitHeight

    Loader {
        id: form

        width: parent.width
        sourceComponent: card.low ? lowForm : whole
    }
    Component {
        id: lowForm

        CardFace {
            title: card.title
            note: card.note
            cardText: card.cardText
            name: card.name
            occupation: card.occupation
            codeLabel: card.codeLabel
            code: card.code
            expires: card.expires
            approved: card.approved
            room: card.room
        }
    }
    Component {
        id: whole

        Item {
            implicitHeight: Theme.wide ? Math.max(card.side, card.plateHeight + (card.code === "" ? 0 : Theme.gap)
                                                             + card.codeHeight)
                            : card.plateHeight + Theme.gap + Math.max(card.side, card.codeHeight)

            CardPlate {
                id: plate

                objectName: "cardPlate"
                x: Theme.wide ? 0 : (card.width - width) / 2
                width: card.plateWidth
                title: card.title
                note: card.note
                name: card.name
                occupation: card.occupation
                unionName: card.unionName
                since: card.since
                expires: card.expires
                stamp: card.stamp
                approved: card.approved
            }
            QrPanel {
                objectName: "cardQr"
                x: Theme.wide ? card.width - width : card.code === "" ? (card.width - width) / 2 : 0
                y: Theme.wide ? 0 : plate.height + Theme.gap
                width: side
                height: side
                text: card.cardText
                says: card.title
                side: card.side
            }
            Column {
                readonly property int privacy: Voice.OnRequest
                readonly property string aloud: card.codeLabel

                x: Theme.wide ? 0 : card.side + Theme.gapLarge
                y: Theme.wide ? plate.height + Theme.gap
                   : plate.height + Theme.gap + Math.max(0, (card.side - implicitHeight) / 2)
                width: Theme.wide ? plate.width : card.width - x
                visible: card.code !== ""
                spacing: 0
                activeFocusOnTab: Voice.on
                Accessible.role: Accessible.StaticText
                Accessible.name: card.codeLabel + "\n" + card.code

                Label {
                    text: card.codeLabel
                    font.pixelSize: Theme.typeSmall
                    lineHeight: Theme.tightLine
                    color: Theme.inkSecond
                    Accessible.ignored: true
                }
                Label {
                    objectName: "queryCode"
                    width: parent.width
                    text: card.code
                    font.pixelSize: Theme.typeCode
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.typeLarge
                    wrapMode: Text.NoWrap
                    font.bold: true
                    lineHeight: Theme.tightLine
                    Accessible.ignored: true
                }
            }
        }
    }
}
