// One consent: its whole text, whether it is required, and an answer of its own. Nothing is given before it is touched,
// and the voice says the text before its box.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: card

    required property string title
    required property string text
    required property bool mandatory
    required property bool given
    property bool bad: false
    property bool asked: true  // here; else the page has two buttons for it
    property string agreeWords: ""
    signal answered(bool given)

    readonly property string duty: mandatory ? qsTrId("consent.required") : qsTrId("consent.optional")

    implicitHeight: column.implicitHeight + 2 * Theme.pad
    radius: Theme.radiusLarge
    color: Theme.surface
    border.width: Theme.line
    border.color: given ? Theme.ink : Theme.hairline
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: title + "\n" + duty + "\n" + text

    Column {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.pad
        spacing: Theme.gap

        RowLayout {
            width: parent.width
            spacing: Theme.gap

            Label {
                Layout.fillWidth: true
                text: card.title
                font.pixelSize: Theme.typeLarge
                font.bold: true
                lineHeight: Theme.tightLine
                Accessible.ignored: true
            }
            StateChip {
                Layout.alignment: Qt.AlignTop
                text: card.mandatory ? qsTrId("consent.required") : qsTrId("consent.optional")
                tone: card.mandatory ? StateChip.Caution : StateChip.Calm
                iconName: card.mandatory ? "alert" : "info"
                Accessible.ignored: true
            }
        }
        Label {
            width: parent.width
            text: card.text
            Accessible.ignored: true
        }
        Toggle {
            objectName: card.objectName + "Agree"
            width: parent.width
            visible: card.asked
            text: card.agreeWords
            checked: card.given
            bad: card.bad
            onClicked: card.answered(!card.given)
        }
    }
}
