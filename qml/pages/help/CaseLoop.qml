// The closed loop as a road of five stops: those behind have a mark, the present one is named in bold; never by colour
// alone. Where there is no room for five names, the present one alone is named, as the page's own sentence.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Row {
    id: loop

    required property int stage
    readonly property var names: [qsTrId("help.stage.received"), qsTrId("help.stage.dispatched"),
        qsTrId("help.stage.handled"), qsTrId("help.stage.called-back"), qsTrId("help.stage.closed")]
    readonly property bool named: width > Theme.typeSmall * 28

    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTrId("help.loop") + " " + (names[stage] ?? qsTrId("help.saved"))

    Repeater {
        model: loop.names

        Column {
            id: stop

            required property int index
            required property string modelData
            readonly property bool reached: index <= loop.stage

            width: loop.width / loop.names.length
            spacing: Theme.gapTiny

            Item {
                width: parent.width
                height: Theme.icon

                Rectangle {
                    x: stop.index === 0 ? parent.width / 2 : 0
                    width: parent.width - x - (stop.index === loop.names.length - 1 ? parent.width / 2 : 0)
                    height: Theme.line
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.border
                }
                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.icon
                    height: width
                    radius: width / 2
                    color: Theme.ground

                    Icon {
                        anchors.centerIn: parent
                        name: stop.reached ? "done" : "waiting"
                        color: stop.reached ? Theme.good : Theme.inkSecond
                    }
                }
            }
            Label {
                width: parent.width
                visible: loop.named
                text: stop.modelData
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.typeSmall
                font.bold: stop.index === loop.stage
                lineHeight: Theme.tightLine
                color: stop.reached ? Theme.ink : Theme.inkSecond
                Accessible.ignored: true
            }
        }
    }
}
