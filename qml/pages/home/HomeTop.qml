// The station's name, host and hours, and the time; on a low screen a weather alert between them.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    id: head

    signal go(route: url)

    spacing: Theme.gap
    activeFocusOnTab: Voice.on
    Accessible.role: Accessible.StaticText
    Accessible.name: [station.text, Station.openingHours === "" ? "" : hours.text, Station.timeText, Station.dateText]
                     .filter(line => line !== "").join("\n")

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Label {
            id: station

            objectName: "stationName"
            Accessible.ignored: true
            Layout.fillWidth: true
            text: Station.name
            font.pixelSize: Theme.typeHeading
            font.bold: true
            lineHeight: Theme.tightLine
        }
        Label {
            id: hours

            objectName: "stationHours"
            Accessible.ignored: true
            Layout.fillWidth: true
            text: Theme.compact || Station.host === "" ? qsTrId("home.hours").arg(Station.openingHours)
                  : qsTrId("home.host-hours").arg(Station.host).arg(Station.openingHours)
            visible: Station.openingHours !== ""
            color: Theme.inkSecond
            font.pixelSize: Theme.typeSmall
            lineHeight: Theme.tightLine
        }
    }
    AlertLine {
        objectName: "alertPill"
        Layout.alignment: Qt.AlignVCenter
        visible: Theme.compact && Bulletin.alertLevel > 0
        brief: true
        onClicked: head.go(Routes.alert)
    }
    ColumnLayout {
        Layout.alignment: Qt.AlignTop
        spacing: 0

        Label {
            objectName: "clock"
            Accessible.ignored: true
            Layout.alignment: Qt.AlignRight
            text: Station.timeText
            font.pixelSize: Theme.typeClock
            font.bold: true
            lineHeight: Theme.tightLine
        }
        Label {
            Layout.alignment: Qt.AlignRight
            text: Station.dateText
            Accessible.ignored: true
            visible: !Theme.compact
            color: Theme.inkSecond
            font.pixelSize: Theme.typeSmall
        }
    }
}
