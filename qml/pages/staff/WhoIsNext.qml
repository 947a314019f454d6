// Who the next touch is for: the member whose card was scanned, or so many people.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: next

    readonly property bool carded: Staff.counter.cardName !== ""

    implicitHeight: Theme.roundButton

    Label {
        objectName: "whoIsNext"
        privacy: next.carded ? Voice.Private : Voice.Open
        aloud: qsTrId("staff.next")
        anchors.verticalCenter: parent.verticalCenter
        width: people.x - Theme.gap
        height: parent.height
        text: next.carded ? qsTrId("staff.next.card").arg(Staff.counter.cardName) : qsTrId("staff.next")
        font.pixelSize: Theme.typeLarge
        font.bold: true
        fontSizeMode: Text.Fit
        minimumPixelSize: Math.round(Theme.typeSmall / Theme.typeScale * 0.8)
        lineHeight: Theme.tightLine
        verticalAlignment: Text.AlignVCenter
    }
    Stepper {
        id: people

        objectName: "staffPeople"
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: 2 * Theme.roundButton + Theme.target + 2 * Theme.gap
        bare: true
        visible: !next.carded
        label: qsTrId("rest.people")
        value: Staff.counter.people
        onChanged: value => Staff.counter.people = value
    }
}
