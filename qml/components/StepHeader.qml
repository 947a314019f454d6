// Where we are, and staff to call; on the left of it Back, on the right Home, always at the same place, unless they
// stand in a row of their own at the foot (FrameBar.qml).
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
    property bool framed: true  // Back, Home and looks stand here
    property bool low: false  // at the foot: its buttons stay where they are when the words above grow
    property string actText: ""
    property string actIcon: ""
    readonly property string stepWords: qsTrId("frame.step").arg(step).arg(steps)
    signal back
    signal home
    signal act
    signal panelAsked
    signal callAsked

    spacing: Theme.gap

    Loader {
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: header.low ? Qt.AlignBottom : Qt.AlignTop
        active: header.framed
        visible: active && header.backVisible
        sourceComponent: RoundButton {
            objectName: "backButton"
            iconName: "back"
            says: qsTrId("frame.back")
            onClicked: header.back()
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.minimumHeight: header.framed ? Theme.roundButton : 0
        spacing: 0
        activeFocusOnTab: Voice.on && (header.title !== "" || header.steps > 0)
        Accessible.role: Accessible.Heading
        Accessible.name: [header.title, header.subtitle, header.steps > 0 ? header.stepWords : ""]
                         .filter(line => line !== "").join("\n")

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
            Accessible.ignored: true
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
            Accessible.ignored: true
        }
        RowLayout {
            Layout.fillWidth: true
            visible: header.steps > 0
            spacing: Theme.gapSmall

            Repeater {
                model: Appearance.largeType ? 0 : header.steps

                Rectangle {
                    required property int index

                    objectName: "step-" + index
                    Layout.fillWidth: true
                    Layout.preferredWidth: Theme.stepWidth
                    Layout.maximumWidth: Theme.stepWidth
                    Layout.preferredHeight: Theme.gapSmall
                    radius: height / 2
                    color: index < header.step ? Theme.red : Theme.track
                    border.width: Theme.line
                    border.color: index < header.step ? Theme.red : Theme.border
                    Accessible.ignored: true
                }
            }
            Label {
                objectName: "stepWords"
                Layout.leftMargin: Appearance.largeType ? 0 : Theme.gapSmall
                text: header.stepWords
                Accessible.ignored: true
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
        Layout.alignment: header.low ? Qt.AlignBottom : Qt.AlignTop
        Layout.maximumWidth: Math.round(header.width * 0.3)
        Layout.preferredHeight: Theme.roundButton
        brief: !Theme.wide || Theme.compact || Appearance.largeType
    }

    RoundButton {
        objectName: "callStaffButton"
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: header.low ? Qt.AlignBottom : Qt.AlignTop
        iconName: "bell"
        says: qsTrId("call.title")
        visible: header.framed && header.actText === ""  // those pages are the staff's own
        onClicked: header.callAsked()
    }

    Loader {
        Layout.alignment: header.low ? Qt.AlignBottom : Qt.AlignTop
        active: header.framed
        visible: active
        sourceComponent: AppearanceButtons {
            onPanelAsked: header.panelAsked()
        }
    }

    PillButton {
        objectName: "headerButton"
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: header.low ? Qt.AlignBottom : Qt.AlignTop
        visible: header.actText !== ""
        text: header.actText
        iconName: header.actIcon
        onClicked: header.act()
    }

    Loader {
        Layout.preferredWidth: Theme.roundButton
        Layout.preferredHeight: Theme.roundButton
        Layout.alignment: header.low ? Qt.AlignBottom : Qt.AlignTop
        active: header.framed
        visible: active && header.homeVisible
        sourceComponent: RoundButton {
            objectName: "homeButton"
            iconName: "home"
            says: qsTrId("frame.home")
            onClicked: header.home()
        }
    }
}
