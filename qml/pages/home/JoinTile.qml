// The invitation itself: join the union. The one red surface of Home.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Pressable {
    id: tile

    readonly property bool roomy: height > implicitContentHeight + Theme.artHeight * 0.4

    readonly property bool promises: !Theme.wide && !Look.largeType && !Look.loweredControls
    text: qsTrId("home.join")
    says: text + ", " + qsTrId("home.join.note") + ", " + qsTrId("home.join.offline") + ", " + qsTrId("home.join.private")
    corner: Theme.radiusLarge * 1.2
    padding: Theme.compact ? Theme.pad : Theme.gapLarge * 1.4
    implicitHeight: implicitContentHeight + topPadding + bottomPadding + (Theme.compact || Look.largeType || Look.loweredControls ? 0 : Theme.artHeight * (Theme.wide ? 0.25 : 0.45))

    background: Rectangle {
        radius: tile.corner
        color: tile.down ? Theme.redPressed : Theme.red

        Image {
            readonly property real wide: Math.min(parent.width * 0.86, (parent.height - tile.implicitContentHeight - tile.padding * 1.4) * sourceSize.width / sourceSize.height)

            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.bottomMargin: tile.corner * 0.5
            visible: tile.roomy && !Theme.compact && wide > parent.width * 0.3
            source: "qrc:/warmheart/icons/scene-rider.svg"
            sourceSize.width: 680 * Theme.unit
            sourceSize.height: 340 * Theme.unit
            width: Math.max(0, wide)
            height: width * sourceSize.height / sourceSize.width
            fillMode: Image.PreserveAspectFit
            Accessible.ignored: true
        }
    }
    contentItem: Column {
        spacing: Theme.gapTiny

        RowLayout {
            width: parent.width
            spacing: Theme.gap

            Words {
                Layout.fillWidth: true
                text: tile.text
                font.pixelSize: Theme.compact ? Theme.typeHeading * 1.12 : Theme.typeDisplay
                font.bold: true
                lineHeight: Theme.tightLine
                color: Theme.wordsOnRed
                Accessible.ignored: true
            }
            Rectangle {
                Layout.preferredWidth: Theme.roundButton
                Layout.preferredHeight: Theme.roundButton
                Layout.alignment: Qt.AlignTop
                radius: width / 2
                color: Theme.wordsOnRed

                Icon {
                    anchors.centerIn: parent
                    name: "forward"
                    color: Theme.redOnWhite
                }
            }
        }
        Words {
            width: parent.width
            text: qsTrId("home.join.note")
            visible: Theme.compact || !Theme.wide || !Look.largeType
            font.pixelSize: Theme.compact ? Theme.typeSmall : Theme.typeLarge
            lineHeight: Theme.tightLine
            color: Theme.wordsOnRedSecond
            Accessible.ignored: true
        }
        Item {
            width: 1
            height: Theme.gap
            visible: tile.promises
        }
        Repeater {
            model: tile.promises ? [qsTrId("home.join.offline"), qsTrId("home.join.private")] : []

            Row {
                id: promise

                required property string modelData

                spacing: Theme.gap

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "check"
                    size: Theme.iconSmall
                    color: Theme.amberOnRed
                }
                Words {
                    text: promise.modelData
                    color: Theme.wordsOnRed
                    Accessible.ignored: true
                }
            }
        }
    }
}
