// How this machine is: what waits, clock, disk, certificate; to read out when the operator calls.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffDevicePage"
    section: qsTrId("staff.title")
    scene: "card-reader"
    title: qsTrId("staff.device")
    lead: Staff.board.syncText
    homeVisible: false

    InfoCard {
        Repeater {
            model: Staff.board.deviceRows

            InfoRow {
                required property string code
                required property string name
                required property string detail

                objectName: code
                width: parent.width
                label: name
                value: detail
            }
        }
    }
}
