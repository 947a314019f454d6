// A yes or no of one's own: consent, "I have no phone", a switch of the accessibility page. A box with a mark, words
// beside it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

Pressable {
    id: toggle

    property string note: ""
    property string iconName: ""
    property bool framed: true
    property bool bad: false

    checkable: false
    leftPadding: framed ? Theme.pad : 0
    rightPadding: framed ? Theme.pad : 0
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true

    background: Rectangle {
        visible: toggle.framed
        radius: toggle.corner
        color: toggle.down ? Theme.quietPressed : Theme.surface
        border.width: toggle.checked || toggle.bad ? Theme.line * 2 : Theme.line
        border.color: toggle.checked ? Theme.ink : toggle.bad ? Theme.error : Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.gap

        Icon {
            name: toggle.iconName
            visible: name !== ""
            color: toggle.checked ? Theme.ink : Theme.inkSecond
        }
        Column {
            Layout.fillWidth: true
            spacing: 0

            Label {
                width: parent.width
                text: toggle.text
                font.pixelSize: Theme.typeLarge
                font.bold: toggle.checked
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: toggle.note
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
                Accessible.ignored: true
            }
        }
        Rectangle {
            Layout.preferredWidth: Theme.icon
            Layout.preferredHeight: Theme.icon
            radius: Theme.gapSmall
            color: toggle.checked ? Theme.dark : Theme.surface
            border.width: Theme.line
            border.color: toggle.checked ? Theme.dark : toggle.bad ? Theme.error : Theme.border

            Icon {
                anchors.centerIn: parent
                name: "check"
                size: Theme.iconSmall
                color: Theme.wordsOnDark
                visible: toggle.checked
            }
        }
    }
}
