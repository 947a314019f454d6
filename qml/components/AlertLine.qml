// The gravest weather alert that is in force, as something to touch: its drawing, its level by bars and word, and until
// when. Brief: what and how grave alone, for a header.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Pressable {
    id: line

    property bool brief: false
    readonly property color tint: Theme.alertInks[Bulletin.alertLevel]

    objectName: "alertLine"
    visible: Bulletin.alertLevel > 0
    text: brief ? Bulletin.alertBrief : Bulletin.alertTitle
    says: Bulletin.alertTitle + " " + Bulletin.alertUntil + ". " + Bulletin.alertText + ". "
          + qsTrId("weather.alert.more")
    implicitWidth: Math.max(Theme.target, words.implicitWidth + mark.implicitWidth + Theme.iconSmall + 2 * Theme.gapTiny
                                          + leftPadding + rightPadding)
    leftPadding: brief ? Theme.gapSmall : Theme.pad
    rightPadding: brief ? Theme.gapSmall : Theme.pad
    topPadding: Theme.gapTiny
    bottomPadding: Theme.gapTiny

    background: Rectangle {
        radius: line.corner
        color: line.down ? Theme.quietPressed : Theme.surface
        border.width: Theme.line
        border.color: line.tint
    }
    contentItem: RowLayout {
        spacing: line.brief ? Theme.gapTiny : Theme.gap

        Icon {
            name: "alert-" + (Bulletin.alertKind || "other")
            size: line.brief ? Theme.iconSmall : Theme.icon
            color: line.tint
        }
        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: 0

            Label {
                id: words

                objectName: "alertWords"
                width: parent.width
                text: line.brief ? line.text : line.text + " · " + Bulletin.alertUntil
                font.pixelSize: line.brief ? Theme.typeSmall : Theme.typeBody
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale)
                wrapMode: Text.NoWrap
                lineHeight: Theme.tightLine
                color: line.tint
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: !line.brief
                text: Bulletin.alertText
                font.pixelSize: Theme.typeSmall
                lineHeight: Theme.tightLine
                maximumLineCount: 2
                elide: Text.ElideRight
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
        LevelMark {
            id: mark

            Layout.alignment: Qt.AlignVCenter
            level: Bulletin.alertLevel
        }
        Icon {
            visible: !line.brief
            name: "forward"
            size: Theme.iconSmall
            color: Theme.border
        }
    }
}
