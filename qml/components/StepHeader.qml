// Back on the left, Home on the right, always at the same place; between them where we are, and staff to call.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: header

    property string title: ""
    property string subtitle: ""
    property int step: 0
    property int steps: 0
    property bool backVisible: true
    property bool homeVisible: true
    property string actText: ""
    property string actIcon: ""
    signal back
    signal home
    signal act
    signal panelAsked
    signal callAsked

    spacing: Theme.gap

    RoundButton {
        objectName: "backButton"
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: Qt.AlignTop
        iconName: "back"
        says: qsTrId("frame.back")
        visible: header.backVisible
        onClicked: header.back()
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.roundButton
        spacing: 0

        Item {
            Layout.fillHeight: true
        }
        Label {
            objectName: "headerTitle"
            Layout.fillWidth: true
            text: header.title
            font.pixelSize: Theme.typeHeading
            font.bold: true
            lineHeight: Theme.tightLine
            Accessible.role: Accessible.Heading
        }
        Label {
            objectName: "headerSubtitle"
            Layout.fillWidth: true
            visible: text !== ""
            text: header.subtitle
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            color: Theme.inkSecond
        }
        RowLayout {
            Layout.fillWidth: true
            visible: header.steps > 0
            spacing: Theme.gapSmall

            Repeater {
                model: Appearance.largeType ? 0 : header.steps

                Rectangle {
                    required property int index

                    Layout.fillWidth: true
                    Layout.preferredWidth: Theme.stepWidth
                    Layout.maximumWidth: Theme.stepWidth
                    Layout.preferredHeight: Theme.gapSmall
                    radius: height / 2
                    color: index < header.step ? Theme.red : Theme.track
                    border.width: Theme.highContrast ? Theme.hair : 0
                    border.color: Theme.border
                    Accessible.ignored: true
                }
            }
            Label {
                objectName: "stepWords"
                Layout.leftMargin: Appearance.largeType ? 0 : Theme.gapSmall
                text: qsTrId("frame.step").arg(header.step).arg(header.steps)
                font.pixelSize: Theme.typeSmall
                lineHeight: Theme.tightLine
                color: Theme.inkSecond
                wrapMode: Text.NoWrap
            }
            Item {
                Layout.fillWidth: true
            }
        }
        Item {
            Layout.fillHeight: true
        }
    }

    RequestBadge {
        Layout.alignment: Qt.AlignTop
        Layout.maximumWidth: Math.round(header.width * 0.3)
        Layout.preferredHeight: Theme.roundButton
        brief: !Theme.wide || Theme.compact || Appearance.largeType
    }

    RoundButton {
        objectName: "callStaffButton"
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: Qt.AlignTop
        iconName: "bell"
        says: qsTrId("call.title")
        visible: header.actText === ""  // those pages are the staff's own
        onClicked: header.callAsked()
    }

    AppearanceButtons {
        Layout.alignment: Qt.AlignTop
        onPanelAsked: header.panelAsked()
    }

    PillButton {
        objectName: "headerButton"
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: Qt.AlignTop
        visible: header.actText !== ""
        text: header.actText
        iconName: header.actIcon
        onClicked: header.act()
    }

    RoundButton {
        objectName: "homeButton"
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: Qt.AlignTop
        iconName: "home"
        says: qsTrId("frame.home")
        visible: header.homeVisible
        onClicked: header.home()
    }
}
