// The card as the rider sees it: the union's red when it is a member's, paper with a frame while it waits; the QR, the
// masked name, dates. The voice has two stops of it: what it is and whose, and the code.
// Given a room it is never taller: the QR lies beside the words, and shrinks as far as a phone still reads it. A low
// screen has the words that are taken along, and no others.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: face

    required property string title
    required property string note
    required property string cardText
    required property string name
    required property string occupation
    property string codeLabel: ""
    property string code: ""
    property string expires: ""
    property bool approved: false
    property real room: 0
    readonly property int privacy: Voice.Private
    readonly property string aloud: [title, note, until.text].filter(line => line !== "").join("\n")
    readonly property color headInk: approved ? Theme.wordsOnRed : Theme.ink
    readonly property bool side: width > Theme.qrSide * 1.9
                                 && (Theme.wide || Appearance.largeType || Appearance.loweredControls)
    readonly property real qrShare: Appearance.largeType || face.dense ? 0.36 : 0.48  // beside the words
    readonly property bool dense: Theme.compact || (Appearance.largeType && Theme.wide)
    readonly property int inset: face.dense ? Theme.gapSmall : Theme.pad
    readonly property real qrRoom: room > 0 ? room - head.height - 2 * inset - (side ? 0 : words.height + Theme.gap)
                                            : Theme.qrSide

    implicitHeight: head.height + content.implicitHeight + 2 * inset
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.line
    border.color: approved ? Theme.red : Theme.border
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: [title, note, person.text, until.text].filter(line => line !== "").join("\n")

    Rectangle {
        id: head

        width: parent.width
        height: headWords.implicitHeight + 2 * (face.dense ? Theme.gapTiny : Theme.gap)
        radius: face.radius
        color: face.approved ? Theme.red : Theme.amberTint

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: parent.radius
            color: parent.color
        }
        RowLayout {
            id: headWords

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.pad
            anchors.rightMargin: Theme.pad
            spacing: Theme.gap

            Column {
                Layout.fillWidth: true
                spacing: 0

                Label {
                    objectName: "cardTitle"
                    width: parent.width
                    text: face.title
                    font.pixelSize: face.dense ? Theme.typeBody : Theme.typeHeading
                    font.bold: true
                    fontSizeMode: face.dense ? Text.HorizontalFit : Text.FixedSize
                    minimumPixelSize: Math.round(Theme.typeBody / Theme.typeScale * 0.8)
                    wrapMode: face.dense ? Text.NoWrap : Text.Wrap
                    lineHeight: Theme.tightLine
                    color: face.headInk
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: !face.dense
                    text: face.note
                    font.pixelSize: Theme.typeSmall
                    lineHeight: Theme.tightLine
                    color: face.approved ? Theme.wordsOnRedSecond : Theme.inkSecond
                    Accessible.ignored: true
                }
            }
            Icon {
                name: face.approved ? "done" : "waiting"
                size: face.dense ? Theme.iconSmall : Theme.iconLarge
                color: face.headInk
            }
        }
    }

    GridLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.margins: face.inset
        columns: face.side ? 2 : 1
        columnSpacing: Theme.gapLarge
        rowSpacing: Theme.gap

        QrPanel {
            objectName: "cardQr"
            Layout.alignment: face.side ? Qt.AlignLeft | (face.dense ? Qt.AlignTop : Qt.AlignVCenter)
                              : Qt.AlignHCenter
            text: face.cardText
            says: face.title
            side: Math.min(Theme.qrSide, face.side ? face.width * face.qrShare : face.width - 2 * Theme.pad,
                           Math.max(Theme.qrLeast, face.qrRoom))
        }
        Column {
            id: words

            Layout.fillWidth: true
            spacing: face.dense ? Theme.gapTiny : Appearance.largeType ? Theme.gapSmall : Theme.gap

            Column {
                readonly property int privacy: Voice.OnRequest
                readonly property string aloud: face.codeLabel

                width: parent.width
                visible: face.code !== ""
                spacing: 0
                activeFocusOnTab: Voice.on
                Accessible.role: Accessible.StaticText
                Accessible.name: face.codeLabel + "\n" + face.code

                Label {
                    visible: !face.dense || !Appearance.largeType
                    text: face.codeLabel
                    font.pixelSize: Theme.typeSmall
                    color: Theme.inkSecond
                    Accessible.ignored: true
                }
                Label {
                    objectName: "queryCode"
                    width: parent.width
                    text: face.code
                    font.pixelSize: Theme.typeCode
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.typeLarge
                    wrapMode: Text.NoWrap
                    font.bold: true
                    lineHeight: Theme.tightLine
                    Accessible.ignored: true
                }
            }
            Rectangle {
                width: parent.width
                height: Theme.hair
                visible: face.code !== ""
                color: Theme.hairline
            }
            Label {
                id: person

                objectName: "cardName"
                width: parent.width
                text: qsTrId("card.person").arg(face.name).arg(face.occupation)
                font.pixelSize: Theme.typeLarge
                font.bold: true
                fontSizeMode: face.dense ? Text.HorizontalFit : Text.FixedSize
                minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.8)
                wrapMode: face.dense ? Text.NoWrap : Text.Wrap
                Accessible.ignored: true
            }
            Label {
                id: until

                width: parent.width
                visible: face.expires !== "" && (!face.dense || !Appearance.largeType)
                text: qsTrId("card.expires").arg(face.expires)
                font.pixelSize: face.dense ? Theme.typeSmall : Theme.typeBody
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }
}
