// The member card in its real proportions: red with the mark and a relief; paper with a dashed frame while it waits.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: plate

    required property string title
    required property string note
    required property string name
    required property string occupation
    property string unionName: ""
    property string since: ""
    property string expires: ""
    property string stamp: ""  // where it stands; "": approved, or awaiting review
    property bool approved: false
    readonly property int privacy: Voice.Private
    readonly property string aloud: [title, unionName, stamp.text, dates.text, note].filter(line => line !== "")
                                    .join("\n")
    readonly property color words: approved ? Theme.wordsOnRed : Theme.ink
    readonly property color second: approved ? Theme.wordsOnRedSecond : Theme.inkSecond

    height: Math.round(width * Theme.cardRatio)
    radius: Theme.cardRadius
    color: approved ? Theme.red : Theme.surface
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: [title, unionName, person.text, stamp.text, dates.text, note].filter(line => line !== "")
                     .join("\n")

    Image {
        anchors.fill: parent
        source: "qrc:/warmheart/icons/card-" + (plate.approved ? "relief" : "dashes") + ".svg"
        sourceSize.width: plate.width
        sourceSize.height: plate.height
        Accessible.ignored: true
    }
    Icon {
        id: mark

        x: Theme.pad * 1.5
        y: Theme.pad * 1.5
        name: "card-mark"
        size: Theme.iconLarge
        color: plate.approved ? Theme.wordsOnRed : Theme.redInk
    }
    Column {
        anchors.left: mark.right
        anchors.right: parent.right
        anchors.verticalCenter: mark.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.pad
        spacing: 0

        Label {
            objectName: "cardTitle"
            width: parent.width
            text: plate.title
            font.pixelSize: Theme.typeHeading
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.typeSmall
            wrapMode: Text.NoWrap
            lineHeight: Theme.tightLine
            color: plate.words
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: plate.unionName
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            maximumLineCount: 1
            elide: Text.ElideRight
            color: plate.second
            Accessible.ignored: true
        }
    }
    CardStamp {
        id: stamp

        objectName: "cardStamp"
        anchors.right: parent.right
        anchors.rightMargin: Theme.pad * 1.5
        y: parent.height * 0.42
        text: plate.stamp !== "" ? plate.stamp
              : plate.approved ? qsTrId("state.approved")
              : qsTrId("state.awaiting-review")
        ink: plate.approved ? Theme.amberOnRed : Theme.redInk
        lands: plate.approved
    }
    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.pad * 1.5
        anchors.bottomMargin: Theme.pad
        spacing: 0

        Label {
            id: person

            objectName: "cardName"
            width: parent.width * 0.66
            text: qsTrId("card.person").arg(plate.name).arg(plate.occupation)
            font.pixelSize: Theme.typeHeading
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.typeSmall
            wrapMode: Text.NoWrap
            lineHeight: Theme.tightLine
            color: plate.words
            Accessible.ignored: true
        }
        Label {
            id: dates

            width: parent.width
            visible: text !== ""
            text: [plate.since, plate.expires === "" ? "" : qsTrId("card.expires").arg(plate.expires)]
                .filter(part => part !== "").join(" · ")
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            maximumLineCount: 1
            elide: Text.ElideRight
            color: plate.second
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: plate.note
            font.pixelSize: Theme.typeSmall
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(Theme.typeSmall * 0.7)
            wrapMode: Text.NoWrap
            lineHeight: Theme.tightLine
            color: plate.second
            Accessible.ignored: true
        }
    }
}
