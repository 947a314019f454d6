// The station's name, host and hours, and the time.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

RowLayout {
    spacing: Theme.gap

    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Words {
            objectName: "stationName"
            Layout.fillWidth: true
            text: Station.name
            font.pixelSize: Theme.typeHeading
            font.bold: true
            lineHeight: 1.2
        }
        Words {
            objectName: "stationHours"
            Layout.fillWidth: true
            text: qsTrId("home.host-hours").arg(Station.host).arg(Station.openingHours)
            visible: Station.host !== ""
            color: Theme.inkSecond
            font.pixelSize: Theme.typeSmall
            lineHeight: 1.2
        }
    }
    ColumnLayout {
        Layout.alignment: Qt.AlignTop
        spacing: 0

        Words {
            objectName: "clock"
            Layout.alignment: Qt.AlignRight
            text: Station.timeText
            font.pixelSize: Theme.typeClock
            font.bold: true
            lineHeight: 1
        }
        Words {
            Layout.alignment: Qt.AlignRight
            text: Station.dateText
            visible: !Theme.compact
            color: Theme.inkSecond
            font.pixelSize: Theme.typeSmall
        }
    }
}
