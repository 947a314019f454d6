// Numbers that matter when something has happened, large enough to read from two steps away. They need no network here.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "emergencyPage"
    section: qsTrId("home.emergency")
    title: qsTrId("help.emergency.title")
    lead: qsTrId("help.emergency.lead")
    secondText: qsTrId("help.finder")
    onSecond: page.go(Routes.finder)
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    Repeater {
        model: Help.emergencies

        Rectangle {
            id: line

            required property string name
            required property string detail

            width: page.bodyWidth
            height: row.implicitHeight + 2 * Theme.gap
            radius: Theme.radius
            color: Theme.surface
            border.width: Theme.line
            border.color: Theme.border
            Accessible.role: Accessible.StaticText
            Accessible.name: name + " " + detail

            RowLayout {
                id: row

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.leftMargin: Theme.pad
                anchors.rightMargin: Theme.pad
                spacing: Theme.gap

                Icon {
                    name: "phone"
                    color: Theme.redInk
                }
                Label {
                    Layout.fillWidth: true
                    text: line.name
                    font.pixelSize: Theme.typeLarge
                    Accessible.ignored: true
                }
                Label {
                    text: line.detail
                    font.pixelSize: Theme.typeTitle
                    font.bold: true
                    wrapMode: Text.NoWrap
                    color: Theme.redInk
                    Accessible.ignored: true
                }
            }
        }
    }
    Notice {
        objectName: "whereAmI"
        width: parent.width
        title: qsTrId("help.emergency.here")
        text: Station.name + " · " + Station.host
        iconName: "place"
    }
}
