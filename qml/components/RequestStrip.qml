// Over any page: somebody waits for staff. A badge held to the scanner takes the request up; the page below is not seen
// or left.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: strip

    objectName: "requestStrip"
    visible: Visit.requestCount > 0
    height: visible ? row.implicitHeight + 2 * Theme.gap : 0
    color: Theme.cautionTint
    border.width: Theme.line
    border.color: Theme.caution
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Visit.requestText + " " + hint.text

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.gap

        Icon {
            name: "bell"
            color: Theme.caution
        }
        Column {
            Layout.fillWidth: true

            Label {
                objectName: "requestText"
                width: parent.width
                text: Visit.requestCount > 1
                      ? qsTrId("rest.request.more").arg(Visit.requestText).arg(Visit.requestCount - 1)
                      : Visit.requestText
                font.bold: true
                color: Theme.caution
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                id: hint

                objectName: "requestHint"
                width: parent.width
                text: Visit.requestRefusal !== "" ? Visit.requestRefusal : qsTrId("rest.request.badge")
                font.pixelSize: Theme.typeSmall
                color: Theme.caution
                Accessible.ignored: true
            }
        }
    }
}
