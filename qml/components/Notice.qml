// A sentence with its sign: a hint on the bare page, so that it is never taken for a button; a caution, or what went
// wrong and what to do, on a tinted ground. The voice says it when it comes, and what went wrong at once.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: notice

    required property string text
    property string title: ""
    property int tone: StateChip.Calm
    property string iconName: tone === StateChip.Good ? "done"
                              : tone === StateChip.Caution ? "alert"
                              : tone === StateChip.Bad ? "error"
                              : "info"
    readonly property color words: tone === StateChip.Good ? Theme.good
                                   : tone === StateChip.Caution ? Theme.caution
                                   : tone === StateChip.Bad ? Theme.error
                                   : Theme.ink

    readonly property string says: [title, text].filter(line => line !== "").join("\n")
    readonly property string arriving: visible ? says : ""
    onArrivingChanged: tone === StateChip.Bad ? Voice.interrupt(arriving) : Voice.announce(arriving)

    implicitHeight: row.implicitHeight + 2 * Theme.gap
    implicitWidth: Theme.readingWidth
    radius: Theme.radius
    color: tone === StateChip.Good ? Theme.goodTint
           : tone === StateChip.Caution ? Theme.cautionTint
           : tone === StateChip.Bad ? Theme.errorTint
           : "transparent"
    border.width: Theme.highContrast && tone !== StateChip.Calm ? Theme.line : 0
    border.color: words
    activeFocusOnTab: Voice.on && says !== ""
    Accessible.role: tone === StateChip.Bad ? Accessible.AlertMessage : Accessible.StaticText
    Accessible.name: says

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.leftMargin: notice.tone === StateChip.Calm ? 0 : Theme.pad
        anchors.rightMargin: notice.tone === StateChip.Calm ? 0 : Theme.pad
        spacing: Theme.gap

        Icon {
            Layout.alignment: Qt.AlignVCenter
            name: notice.iconName
            color: notice.words
        }
        Column {
            Layout.fillWidth: true
            spacing: 0

            Label {
                width: parent.width
                visible: notice.title !== ""
                text: notice.title
                color: notice.words
                font.bold: true
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: notice.text !== ""
                text: notice.text
                color: notice.words
                Accessible.ignored: true
            }
        }
    }
}
