// Somebody waits for staff, whatever page is shown: a badge of its own size that takes no room from the page. A staff
// badge held to the scanner takes the request up; the page is not left.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: badge

    property bool brief: false  // a bell and how many
    property bool hinted: false  // also says what staff do
    readonly property bool refused: Visit.requestRefusal !== ""
    readonly property string words: refused ? Visit.requestRefusal
                                    : Visit.requestCount > 1
                                      ? qsTrId("rest.request.more").arg(Visit.requestText).arg(Visit.requestCount - 1)
                                      : Visit.requestText

    objectName: "requestBadge"
    visible: Visit.requestCount > 0
    implicitHeight: Theme.target
    implicitWidth: row.implicitWidth + 2 * Theme.gapSmall
    radius: Theme.radius
    color: refused ? Theme.errorTint : Theme.cautionTint
    border.width: Theme.line
    border.color: refused ? Theme.error : Theme.caution
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words + " " + qsTrId("rest.request.badge")

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.topMargin: Theme.gapTiny
        anchors.bottomMargin: Theme.gapTiny
        anchors.leftMargin: Theme.gapSmall
        anchors.rightMargin: Theme.gapSmall
        spacing: Theme.gapTiny

        Icon {
            name: badge.refused ? "refused" : "bell"
            size: Theme.iconSmall
            color: badge.border.color
        }
        Label {
            objectName: "requestText"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: badge.brief ? Visit.requestCount : badge.words
            font.pixelSize: Theme.typeSmall
            font.bold: true
            lineHeight: Theme.tightLine
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.75)
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideRight
            color: badge.border.color
            Accessible.ignored: true
        }
        Label {
            objectName: "requestHint"
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: badge.hinted && !badge.brief && !badge.refused
            text: qsTrId("rest.request.badge")
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.75)
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideRight
            color: badge.border.color
            Accessible.ignored: true
        }
    }
}
