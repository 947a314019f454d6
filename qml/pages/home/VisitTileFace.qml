// What stands on the red tile: its name, how many seats are free, and the first services as buttons of their own.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: face

    required property string title
    readonly property bool narrow: Theme.compact || Appearance.largeType
    signal taken

    spacing: Theme.compact ? Theme.gapSmall : Theme.gap

    RowLayout {
        width: parent.width
        spacing: Theme.gap

        Label {
            Layout.fillWidth: true
            text: face.title
            font.pixelSize: Theme.compact ? Theme.typeTitle : Theme.typeDisplay
            font.bold: true
            lineHeight: Theme.tightLine
            color: Theme.wordsOnRed
            Accessible.ignored: true
        }
        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            visible: Visit.freeText !== "" && !face.narrow
            implicitWidth: free.implicitWidth + 2 * Theme.gap
            implicitHeight: free.implicitHeight + Theme.gapSmall
            radius: height / 2
            color: Theme.redPressed

            Label {
                id: free

                objectName: "freeSeats"
                anchors.centerIn: parent
                text: Visit.freeText
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.typeSmall
                color: Theme.wordsOnRed
                Accessible.ignored: true
            }
        }
    }
    Label {
        width: parent.width
        visible: !Theme.compact
        text: qsTrId("home.rest.note")
        font.pixelSize: Theme.typeLarge
        lineHeight: Theme.tightLine
        color: Theme.wordsOnRedSecond
        Accessible.ignored: true
    }
    Grid {
        id: quick

        readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

        width: parent.width
        columns: face.narrow ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gapSmall

        Repeater {
            model: Visit.quick

            QuickService {
                required property int index

                objectName: "quick-" + code
                width: quick.cell
                visible: index < (face.narrow || Appearance.loweredControls ? 2 : 4)
                onClicked: {
                    Visit.choose(code);
                    face.taken();
                }
            }
        }
    }
}
