// Where one is, and the numbers that matter when something has happened, large enough to read from two steps away. They
// need no network here. Nothing of it is a button.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    readonly property bool saidInFull: true

    objectName: "emergencyPage"
    section: qsTrId("home.emergency")
    title: qsTrId("help.emergency.title")
    lead: qsTrId("help.emergency.lead")
    scene: "ambulance"
    count: Help.emergencies.count
    columns: 2
    most: height
    secondText: qsTrId("help.finder")
    secondIcon: "place"
    onSecond: page.go(Routes.finder)
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    above: [
        Column {
            width: parent ? parent.width : 0

            Label {
                width: parent.width
                text: qsTrId("help.emergency.here")
                font.pixelSize: Theme.typeSmall
                color: Theme.inkSecond
            }
            Label {
                objectName: "whereAmI"
                width: parent.width
                text: Station.name + " · " + Station.host
                font.pixelSize: Appearance.largeType ? Theme.typeBody : Theme.typeHeading
                font.bold: true
                lineHeight: Theme.tightLine
            }
        }
    ]

    Repeater {
        model: Help.emergencies

        Rectangle {
            id: block

            required property string name
            required property string detail
            readonly property bool spell: true

            width: page.cell
            height: page.tall
            implicitHeight: words.implicitHeight + 2 * Theme.gapSmall
            radius: Theme.radiusLarge
            color: Theme.highContrast ? Theme.ground : Theme.errorTint
            activeFocusOnTab: Voice.on
            Accessible.role: Accessible.StaticText
            Accessible.name: name + "\n" + detail

            Column {
                id: words

                anchors.centerIn: parent
                width: parent.width - 2 * Theme.gap

                Label {
                    width: parent.width
                    text: block.detail
                    font.pixelSize: Math.min(Theme.typeFact, Math.max(Theme.typeTitle, page.share * 0.4))
                    font.bold: true
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.typeHeading
                    wrapMode: Text.NoWrap
                    lineHeight: Theme.tightLine
                    horizontalAlignment: Text.AlignHCenter
                    color: Theme.redInk
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    text: block.name
                    font.pixelSize: Theme.typeLarge
                    lineHeight: Theme.tightLine
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
        }
    }
}
